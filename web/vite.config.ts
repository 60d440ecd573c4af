import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './scripts/compress.js';
import { limitFirstLoad } from './scripts/first-load.js';

/** The page: built to `dist`, served by the server; `vite` alone proxies the API of a server on port 4000. */
export default defineConfig({
  plugins: [react(), limitFirstLoad(), compressAssets()],
  build: { outDir: 'dist', target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 600 },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/graphql': { target: 'http://127.0.0.1:4000', ws: true } },
  },
});

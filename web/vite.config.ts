import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './scripts/compress.js';
import { limitFirstLoad } from './scripts/first-load.js';

/** The page: built to `dist`, served by the server; `vite` alone proxies the API of a server on port 4000. */
export default defineConfig({
  plugins: [react(), limitFirstLoad(), compressAssets()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    // The editor of the API explorer, which nothing else loads.
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      onwarn: (warning, warn) => {
        // Packages compiled for React's compiler carry directives that mean nothing in a bundle.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/graphql': { target: 'http://127.0.0.1:4000', ws: true },
      '/sign-in/provider': 'http://127.0.0.1:4000',
    },
  },
});

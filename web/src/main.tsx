import './ui/kit-styles.js';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { createConnection } from './apollo/connection.js';
import { ResetContext } from './apollo/connection-context.js';
import { ConnectionWatchContext } from './lib/connection-watch.js';
import { reloadForNewerBuild } from './lib/newer-build.js';
import { createRouter } from './router.js';
import { language } from './texts/language.js';
import { resolveVariables, theme } from './ui/theme.js';

/** Not needed before somebody does something that is worth a word; until then the first rows come first. */
const Notifications = lazy(async () => {
  await firstDeed(window);
  return { default: (await import('@mantine/notifications')).Notifications };
});

const CALM_MS = 4_000;

/** Until the first key or press, or until the page has had its time. */
function firstDeed(target: Window): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    target.addEventListener('pointerdown', done, { once: true });
    target.addEventListener('keydown', done, { once: true });
    target.setTimeout(done, CALM_MS);
  });
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
reloadForNewerBuild(window, () => Date.now());
const connection = createConnection(window.location.origin);

document.documentElement.lang = language;
window.addEventListener('offline', () => connection.watch.wentOffline());
window.addEventListener('online', () => connection.watch.wentOnline());

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <Suspense>
        <Notifications position="bottom-right" limit={3} />
      </Suspense>
      <ApolloProvider client={connection.client}>
        <ResetContext value={connection.reset}>
          <ConnectionWatchContext value={connection.watch}>
            <RouterProvider router={createRouter()} />
          </ConnectionWatchContext>
        </ResetContext>
      </ApolloProvider>
    </MantineProvider>
  </StrictMode>,
);

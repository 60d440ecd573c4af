import './ui/kit-styles.js';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { createConnection } from './apollo/connection.js';
import { ResetContext } from './apollo/connection-context.js';
import { ConnectionWatchContext } from './lib/connection-watch.js';
import { createRouter } from './router.js';
import { resolveVariables, theme } from './ui/theme.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
const connection = createConnection(window.location.origin);

window.addEventListener('offline', () => connection.watch.wentOffline());
window.addEventListener('online', () => connection.watch.wentOnline());

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={3} />
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

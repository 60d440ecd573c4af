import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { useComputedColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { useEffect, useMemo } from 'react';
import { explorerTexts } from '../../texts/explorer.js';
import { Page } from '../../ui/page.js';
import classes from './explorer-page.module.css';

/** Queries, mutations and subscriptions by hand, with the schema beside them (https://github.com/graphql/graphiql). */
export function ExplorerPage() {
  const scheme = useComputedColorScheme('light');
  const socket = useMemo(
    () => createClient({ url: `${location.origin.replace(/^http/, 'ws')}/graphql`, lazy: true }),
    [],
  );
  useEffect(() => () => void socket.dispose(), [socket]);
  const fetcher = useMemo(
    () =>
      createGraphiQLFetcher({
        url: '/graphql',
        headers: { 'apollo-require-preflight': 'true', accept: 'application/json' },
        wsClient: socket,
      }),
    [socket],
  );
  return (
    <Page title={explorerTexts.title}>
      <p className="quiet">{explorerTexts.what}</p>
      <div className={classes.explorer}>
        <GraphiQL fetcher={fetcher} forcedTheme={scheme} defaultQuery={explorerTexts.starter} />
      </div>
    </Page>
  );
}

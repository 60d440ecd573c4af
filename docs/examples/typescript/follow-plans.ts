import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { graphql } from './generated/gql.js';
import type { FollowPlansSubscription } from './generated/graphql.js';

const followPlans = graphql(/* GraphQL */ `
  subscription FollowPlans($after: String) {
    planChanged(after: $after) {
      change
      cursor
      remediationPlan {
        title
        state
      }
    }
  }
`);

const client = createClient({
  url: `${process.env['BACKLINE_URL'] ?? ''}/graphql`.replace(/^http/, 'ws'),
  connectionParams: { authorization: `Bearer ${process.env['BACKLINE_TOKEN'] ?? ''}` },
  // From Node 22 on, and in browsers, there is one already.
  webSocketImpl: WebSocket,
  retryAttempts: 0,
});

// Keep the cursor where your program survives: what comes after it is told when you are back.
let cursor: string | null = process.env['CURSOR'] ?? null;
for (;;) {
  try {
    const events = client.iterate<FollowPlansSubscription>({
      query: followPlans.toString(),
      variables: { after: cursor },
    });
    for await (const { data } of events) {
      if (data == null) continue;
      const { change, remediationPlan } = data.planChanged;
      cursor = data.planChanged.cursor;
      if (change === 'MISSED') console.log('Some changes are forgotten: read again what you show.');
      else console.log(change, remediationPlan?.title ?? '', remediationPlan?.state ?? '');
    }
  } catch (error) {
    console.error(error);
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

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
  on: {
    closed: (event) => {
      // 4403: the token no longer works, and trying again would not help.
      if ((event as { code?: number }).code === 4403) process.exit(1);
    },
  },
});

// Keep the cursor where your program survives: what comes after it is told when you are back.
let cursor: string | null = process.env['CURSOR'] ?? null;
for (;;) {
  try {
    const events = client.iterate<FollowPlansSubscription>({
      query: followPlans.toString(),
      variables: { after: cursor },
    });
    for await (const { data, errors } of events) {
      if (errors?.[0] !== undefined) {
        console.error(errors[0].message);
        // The cursor is not one of this list: begin anew, and read again what you show.
        if (errors[0].extensions?.['code'] === 'BAD_INPUT') cursor = null;
      }
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

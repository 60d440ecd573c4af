import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { Observable, of, throwError } from 'rxjs';
import { actionKeys } from './action-keys.js';

const MAKE = gql`
  mutation Make($input: MakeInput!) {
    make(input: $input) {
      userErrors {
        code
      }
    }
  }
`;
const SIGN_IN = gql`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      ok
    }
  }
`;
const SIGN_OUT = gql`
  mutation SignOut {
    signOut {
      ok
    }
  }
`;

const done: ApolloLink.Result = { data: { make: { userErrors: [] } } };
const running: ApolloLink.Result = { data: { make: { userErrors: [{ code: 'STILL_RUNNING' }] } } };

let now = 0;
let made = 0;
let sent: unknown[] = [];
let answer: () => Observable<ApolloLink.Result> = () => of(done);
let client: ApolloClient;
beforeEach(() => {
  now = 0;
  made = 0;
  sent = [];
  answer = () => of(done);
  client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      actionKeys({ randomId: () => `key-${(made += 1)}`, now: () => now }),
      new ApolloLink(({ variables }) => {
        sent.push(variables['input']);
        return answer();
      }),
    ]),
  });
});

const lost = () => throwError(() => new TypeError('Failed to fetch'));
async function make(input: object) {
  await client.mutate({ mutation: MAKE, variables: { input } }).catch(() => undefined);
}

test('each action has a key of its own, and a key that was chosen stays', async () => {
  await make({ name: 'a' });
  await make({ name: 'a' });
  await make({ name: 'a', idempotencyKey: 'mine' });
  expect(sent).toEqual([
    { name: 'a', idempotencyKey: 'key-1' },
    { name: 'a', idempotencyKey: 'key-2' },
    { name: 'a', idempotencyKey: 'mine' },
  ]);
});

test.each([
  ['the answer was lost', lost],
  ['the server was still at it', () => of(running)],
])('asking again when %s keeps the key, and only for the same', async (_what, first) => {
  answer = first;
  await make({ name: 'a' });
  answer = () => of(done);
  await make({ name: 'b' });
  await make({ name: 'a' });
  await make({ name: 'a' });
  expect(sent).toEqual([
    { name: 'a', idempotencyKey: 'key-1' },
    { name: 'b', idempotencyKey: 'key-2' },
    { name: 'a', idempotencyKey: 'key-1' },
    { name: 'a', idempotencyKey: 'key-3' },
  ]);
});

test('after ten minutes it is another action', async () => {
  answer = lost;
  await make({ name: 'a' });
  now = 10 * 60_000;
  await make({ name: 'a' });
  expect(sent).toEqual([
    { name: 'a', idempotencyKey: 'key-1' },
    { name: 'a', idempotencyKey: 'key-2' },
  ]);
});

test('signing in and out has no key', async () => {
  await client.mutate({ mutation: SIGN_IN, variables: { input: { email: 'x' } } }).catch(() => undefined);
  await client.mutate({ mutation: SIGN_OUT }).catch(() => undefined);
  expect(sent).toEqual([{ email: 'x' }, undefined]);
});

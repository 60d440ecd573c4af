import { PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

const ROUNDS = 25;
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { viewer { id } userErrors { code message path } }
}`;
const ACCEPT = `mutation ($token: String!) {
  acceptInvitation(input: { token: $token, name: "A", password: "${PASSWORD}" }) { viewer { id } userErrors { code message } }
}`;

let world: TestBackline;
beforeAll(async () => {
  world = await startTestBackline();
  // Somebody who came by a provider.
  await world.sql(
    `insert into account (email, name, password_hash, role) values ('grace@example.com', 'Grace', null, 'VIEWER')`,
  );
});
afterAll(async () => {
  await world.close();
});

async function attempt(query: string, variables: Record<string, unknown>) {
  await world.sql('delete from sign_in_attempt');
  const started = performance.now();
  const { status, text, headers } = await world.graphql(query, variables, {});
  const tookMs = performance.now() - started;
  return { tookMs, answer: { status, text, cookie: headers.get('set-cookie') } };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** In turns, so that what else the machine does falls on all alike. */
async function compare(cases: Readonly<Record<string, () => ReturnType<typeof attempt>>>) {
  const times = new Map<string, number[]>();
  const answers = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, run] of Object.entries(cases)) {
      const { tookMs, answer } = await run();
      times.set(name, [...(times.get(name) ?? []), tookMs]);
      answers.add(JSON.stringify(answer));
    }
  return { answers, medians: [...times.values()].map(median) };
}

test('a wrong password, an unknown person and one without a password get the same answer after the same time', async () => {
  const password = 'not the password';
  const { answers, medians } = await compare({
    known: () => attempt(SIGN_IN, { email: 'ada@example.com', password }),
    unknown: () => attempt(SIGN_IN, { email: 'nobody@example.com', password }),
    withoutPassword: () => attempt(SIGN_IN, { email: 'grace@example.com', password }),
  });
  expect(answers.size).toBe(1);
  expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(1.25);
});

test('an unknown, an old and a used invitation get the same answer after the same time', async () => {
  const invite = async (email: string) => {
    const { data } = await world.graphql(
      'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { url } }',
      { input: { email, role: 'VIEWER' } },
    );
    return new URL(data.invitePerson.url).hash.slice('#token='.length);
  };
  const used = await invite('used@example.com');
  await attempt(ACCEPT, { token: used });
  const old = await invite('old@example.com');
  await world.sql(`update account_invitation set expires_at = now() - interval '1 second'`);
  const { answers, medians } = await compare({
    unknown: () => attempt(ACCEPT, { token: 'x'.repeat(43) }),
    old: () => attempt(ACCEPT, { token: old }),
    used: () => attempt(ACCEPT, { token: used }),
  });
  expect(answers.size).toBe(1);
  expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(1.25);
});

test('the same number of attempts is borne for people who are known, unknown and without a password', async () => {
  const borne = [];
  for (const email of ['ada@example.com', 'nobody@example.com', 'grace@example.com']) {
    await world.sql('delete from sign_in_attempt');
    const answers = [];
    for (let times = 0; times < 12; times += 1) {
      const { data } = await world.graphql(SIGN_IN, { email, password: 'guess' }, {});
      answers.push(data.signIn.userErrors[0].code);
    }
    borne.push(answers.filter((code) => code === 'FORBIDDEN').length);
  }
  expect(borne).toEqual([10, 10, 10]);
});

import { PASSWORD, startTestBackline, type TestBackline } from '../../test/backline.js';

jest.setTimeout(60_000);

const ROUNDS = 31;
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

/**
 * Of each case, how its time stands to that of the first in the same round: the median over the rounds. Each round begins with another
 * case, so that what else the machine does falls on all alike.
 */
async function compare(cases: Readonly<Record<string, () => ReturnType<typeof attempt>>>) {
  const entries = Object.entries(cases);
  const ratios = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  const answers = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = new Map<string, number>();
    for (let turn = 0; turn < entries.length; turn += 1) {
      const [name, run] = entries[(turn + round) % entries.length] ?? [];
      if (name === undefined || run === undefined) continue;
      const { tookMs, answer } = await run();
      times.set(name, tookMs);
      answers.add(JSON.stringify(answer));
    }
    const first = times.get(entries[0]?.[0] ?? '') ?? Number.NaN;
    for (const [name, tookMs] of times) ratios.get(name)?.push(tookMs / first);
  }
  return { answers, ratios: Object.fromEntries([...ratios].map(([name, values]) => [name, median(values)])) };
}

/** Without the work on the password an answer takes less than half as long; the noise of a busy machine stays far below that. */
function expectAlike(ratios: Readonly<Record<string, number>>) {
  for (const [name, ratio] of Object.entries(ratios)) {
    expect([name, ratio > 0.75]).toEqual([name, true]);
    expect([name, ratio < 1.33]).toEqual([name, true]);
  }
}

test('a wrong password, an unknown person and one without a password get the same answer after the same time', async () => {
  const password = 'not the password';
  const { answers, ratios } = await compare({
    known: () => attempt(SIGN_IN, { email: 'ada@example.com', password }),
    unknown: () => attempt(SIGN_IN, { email: 'nobody@example.com', password }),
    withoutPassword: () => attempt(SIGN_IN, { email: 'grace@example.com', password }),
  });
  expect(answers.size).toBe(1);
  expectAlike(ratios);
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
  const { answers, ratios } = await compare({
    unknown: () => attempt(ACCEPT, { token: 'x'.repeat(43) }),
    old: () => attempt(ACCEPT, { token: old }),
    used: () => attempt(ACCEPT, { token: used }),
  });
  expect(answers.size).toBe(1);
  expectAlike(ratios);
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

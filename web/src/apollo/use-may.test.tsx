import { screen } from '@testing-library/react';
import { asPerson, renderRoutes } from '../testing/render-page.js';
import { useMayWhole } from './use-may.js';

function Reasons() {
  const integration = useMayWhole('PLAN', 'i1').reason;
  const backline = useMayWhole('PLAN', null).reason;
  return (
    <ul aria-label="reasons">
      <li>{integration ?? 'may'}</li>
      <li>{backline ?? 'may'}</li>
    </ul>
  );
}

const PART = /is about the whole integration/;
const ALL = /is about all of Backline/;
const ROLE = /needs the role Approver/;

test.each([
  ['who is not limited', ['PLAN'] as const, null, ['may', 'may']],
  [
    'who has the whole integration',
    ['PLAN'] as const,
    [{ integrationId: 'i1', groupPath: null }],
    ['may', ALL],
  ],
  ['who has a group of it', ['PLAN'] as const, [{ integrationId: 'i1', groupPath: 'acme' }], [PART, ALL]],
  ['who has another', ['PLAN'] as const, [{ integrationId: 'i2', groupPath: null }], [PART, ALL]],
  ['whose role is too low, too', ['READ'] as const, [{ integrationId: 'i2', groupPath: null }], [ROLE, ROLE]],
])('what is about a whole is for %s, or says why not', async (_title, scopes, limitedTo, expected) => {
  renderRoutes([{ path: '/', Component: Reasons }], { at: '/', mocks: [asPerson(scopes, limitedTo)] });
  const list = await screen.findByRole('list', { name: 'reasons' });
  await Promise.all(
    expected.map((words, index) =>
      screen.findAllByText(words).then(() => expect(list.children.item(index)).toHaveTextContent(words)),
    ),
  );
});

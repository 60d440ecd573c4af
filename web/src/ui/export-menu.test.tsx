import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { brokenRules } from '../testing/render-page.js';
import { ExportMenu } from './export-menu.js';

function show(props: Partial<Parameters<typeof ExportMenu>[0]> = {}) {
  return render(
    <MantineProvider env="test">
      <ExportMenu
        noun="findings"
        filter={{ state: ['OPEN'] }}
        orderBy="RISK"
        totalCount={1_234}
        isFiltered
        {...props}
      />
    </MantineProvider>,
  );
}

test('says how much is exported and links to each format', async () => {
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Export' }));
  const dialog = await screen.findByRole('dialog', { name: 'Export' });
  expect(dialog).toHaveTextContent('All 1,234 findings that the filters show.');
  const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
  expect(links).toEqual([
    ['CSV', '/export/findings.csv?filter=%7B%22state%22%3A%5B%22OPEN%22%5D%7D&orderBy=RISK'],
    ['SARIF', '/export/findings.sarif.json?filter=%7B%22state%22%3A%5B%22OPEN%22%5D%7D'],
    ['OpenVEX', '/export/findings.openvex.json?filter=%7B%22state%22%3A%5B%22OPEN%22%5D%7D'],
  ]);
  expect(await brokenRules(document.body)).toEqual([]);
});

test.each([
  ['one', { totalCount: 1, isFiltered: false }, 'The only finding.'],
  ['more than were counted', { totalCount: 10_000, isTotalCountCapped: true }, 'more than 10,000.'],
  ['nobody counted', { totalCount: undefined }, 'All findings that the filters show, not only this page.'],
])('says what it is where there is %s', async (_, props, expected) => {
  show(props);
  await userEvent.click(screen.getByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('dialog')).toHaveTextContent(expected);
});

test('opens by keyboard, and gives the focus back', async () => {
  show();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('dialog');
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Export' })).toHaveFocus();
});

test('offers nothing where there is nothing', () => {
  show({ totalCount: 0 });
  expect(screen.getByRole('button', { name: 'Export' })).toBeDisabled();
});

import { isTokenWrong, readGitLabAddress, tokenPageLink } from './gitlab-address.js';

test.each([
  ['https://gitlab.example.com', 'https://gitlab.example.com'],
  ['gitlab.example.com/', 'https://gitlab.example.com'],
  [' http://127.0.0.1:8080// ', 'http://127.0.0.1:8080'],
  ['https://example.com/gitlab/', 'https://example.com/gitlab'],
  ['https://user:secret@example.com', null],
  ['javascript://example.com/%0aalert(1)', null],
  ['two words', null],
  ['', null],
])('%j is read as %j', (typed, address) => {
  expect(readGitLabAddress(typed)).toBe(address);
});

test('the link opens the page for a new token with name and scopes filled in', () => {
  expect(tokenPageLink('gitlab.example.com/sub/')).toBe(
    'https://gitlab.example.com/sub/-/user_settings/personal_access_tokens?name=Backline&scopes=api,read_repository,write_repository',
  );
  expect(tokenPageLink('')).toBeNull();
});

test('only codes about the token itself empty the field', () => {
  expect(isTokenWrong('TOKEN_EXPIRED')).toBe(true);
  expect(isTokenWrong('GITLAB_UNREACHABLE')).toBe(false);
  expect(isTokenWrong(null)).toBe(false);
});

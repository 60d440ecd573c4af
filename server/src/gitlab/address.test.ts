import fc from 'fast-check';
import { isAppError } from '../errors.js';
import { parseBaseUrl } from './address.js';

describe('parseBaseUrl', () => {
  test.each([
    ['https://gitlab.example', 'https://gitlab.example'],
    ['  https://gitlab.example/  ', 'https://gitlab.example'],
    ['gitlab.example', 'https://gitlab.example'],
    ['gitlab.example:8443', 'https://gitlab.example:8443'],
    ['//gitlab.example/', 'https://gitlab.example'],
    ['HTTPS://GitLab.Example:443/', 'https://gitlab.example'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['gitlab.example.', 'https://gitlab.example'],
    ['https://tools.example/gitlab/', 'https://tools.example/gitlab'],
    ['https://tools.example//gitlab//', 'https://tools.example/gitlab'],
    ['https://tools.example/dev/gitlab/api/v4', 'https://tools.example/dev/gitlab'],
    ['https://gitlab.example/api/v4/projects?membership=true#x', 'https://gitlab.example'],
    ['https://gitlab.example/users/sign_in', 'https://gitlab.example'],
    ['https://gitlab.example/gitlab/-/user_settings/personal_access_tokens', 'https://gitlab.example/gitlab'],
    ['https://gitlab.com/group/project', 'https://gitlab.com'],
    ['http://www.gitlab.com', 'https://gitlab.com'],
    ['https://gitlab.example/a/../b', 'https://gitlab.example/b'],
    ['http://0x7f.1:80', 'http://127.0.0.1'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseBaseUrl(text)).toBe(expected);
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://', 'not a web address'],
    ['ftp://gitlab.example', 'https://'],
    ['javascript://alert', 'https://'],
    ['git@gitlab.example:group/project.git', 'SSH'],
    ['https://user:hunter2@gitlab.example', 'password'],
    ['https://gitlab.example/group/project.git', 'page of a project'],
    ['https://gitlab.example/group/project/-/merge_requests/1', 'page of a project'],
    ['https://gitlab.example/git lab', 'space'],
    ['https://gitlab.example/a%2fb', 'unusual characters'],
    ['https://gitlab.example\\@evil.example', 'backslash'],
    [`https://${'a'.repeat(3000)}`, 'longer'],
  ])('refuses %s and says why', (text, why) => {
    expect(() => parseBaseUrl(text)).toThrow(expect.objectContaining({ code: 'ADDRESS_INVALID' }));
    expect(() => parseBaseUrl(text)).toThrow(why);
  });

  test('never repeats a password', () => {
    expect.assertions(1);
    try {
      parseBaseUrl('https://user:hunter2@gitlab.example');
    } catch (error) {
      expect(String(error)).not.toContain('hunter2');
    }
  });

  test('gives an address that stays as it is when read again, or a typed refusal, whatever is pasted', () => {
    const pasted = fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true }), fc.domain());
    fc.assert(
      fc.property(pasted, (text) => {
        try {
          const url = parseBaseUrl(text);
          expect(parseBaseUrl(url)).toBe(url);
          expect(url).toMatch(/^https?:\/\/[^/?#\s]+(\/[^?#\s]*[^/?#\s])?$/);
        } catch (error) {
          expect(isAppError(error, 'ADDRESS_INVALID')).toBe(true);
        }
      }),
    );
  });
});

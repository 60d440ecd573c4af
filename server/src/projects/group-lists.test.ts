import { groupReason } from './group-lists.js';

const codeOf = (path: string, allowGroups: readonly string[], denyGroups: readonly string[]) =>
  groupReason(path, { allowGroups, denyGroups })?.code ?? null;

describe("an integration's lists of groups", () => {
  it.each<[string, string[], string[], string | null]>([
    ['acme/app', [], [], null],
    ['acme/app', ['acme'], [], null],
    ['acme/team/app', ['acme'], [], null],
    ['Acme/Team/app', ['acme/TEAM'], [], null],
    ['acme/app', ['acme/team'], [], 'GROUP_NOT_ALLOWED'],
    ['acme-two/app', ['acme'], [], 'GROUP_NOT_ALLOWED'],
    ['acme/app', ['acme/app'], [], 'GROUP_NOT_ALLOWED'],
    ['acme/team/app', ['acme'], ['acme/team'], 'GROUP_DENIED'],
    ['acme/teams/app', ['acme'], ['acme/team'], null],
    ['acme/app', [], ['/ACME/'], 'GROUP_DENIED'],
    ['acme/app', [], [''], null],
    ['acme/app', ['other', 'acme'], [], null],
    ['ada/app', [], ['constructor', '__proto__'], null],
  ])('of %s with %j allowed and %j denied say %s', (path, allowed, denied, code) => {
    expect(codeOf(path, allowed, denied)).toBe(code);
  });
});

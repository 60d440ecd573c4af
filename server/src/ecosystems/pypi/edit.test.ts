import fc from 'fast-check';
import type { EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { editFiles } from './edit.js';
import { groupManifests } from './groups.js';
import { parseGroup } from './parse.js';
import { requirementPlaces } from './requirement-places.js';

const change = (name: string, from: string, range: string): RangeChange => ({
  manifestPath: null,
  name,
  from,
  range,
});

function editRanges(files: Readonly<Record<string, string>>, ...ranges: readonly RangeChange[]): EditResult {
  const inputs = Object.entries(files).map(([path, text]): ManifestFile => ({ path, text }));
  return editFiles(inputs, { versions: [], ranges, forces: [] });
}

/** The one text after a change to one file, or why it was refused. */
function editText(path: string, text: string, ranges: readonly RangeChange[]): string {
  const result = editRanges({ [path]: text }, ...ranges);
  return result.kind === 'refused' ? `refused: ${result.reason}` : (result.files[0]?.text ?? 'unchanged');
}

describe('a range in a requirements file', () => {
  const table: readonly (readonly [before: string, from: string, range: string, after: string])[] = [
    ['a==1.0\n', '==1.0', '==1.2', 'a==1.2\n'],
    ['A == 1.0\r\nb==1.0\r\n', '== 1.0', '== 1.2', 'A == 1.2\r\nb==1.0\r\n'],
    ['a==1.0 # because of b==1.0', '==1.0', '==1.2', 'a==1.2 # because of b==1.0'],
    ['a[x,y]==1.0 ; python_version < "3"', '==1.0', '==1.2', 'a[x,y]==1.2 ; python_version < "3"'],
    ['# a==1.0\na==1.0', '==1.0', '==1.2', '# a==1.0\na==1.2'],
    ['a>=1, <2\nb', '>=1, <2', '>=2.1, <3', 'a>=2.1, <3\nb'],
    ['a (>=1)\n', '>=1', '>=2', 'a (>=2)\n'],
    ['\ufeffa==1.0\n', '==1.0', '==1.2', '\ufeffa==1.2\n'],
    ['"a==1.0"', '==1.0', '==1.2', '"a==1.2"'],
    ['a==1.0 --no-binary a', '==1.0', '==1.2', 'a==1.2 --no-binary a'],
    ['a==1.0 \\\n  --no-binary a\nb==1.0', '==1.0', '==1.2', 'a==1.2 \\\n  --no-binary a\nb==1.0'],
    [
      'a==1.0;python_version<"3"\na==1.1;python_version>="3"',
      '==1.1',
      '==1.2',
      'a==1.0;python_version<"3"\na==1.2;python_version>="3"',
    ],
    ['a==1.0\n-r other.txt\na==1.0', '==1.0', '==1.2', 'a==1.2\n-r other.txt\na==1.2'],
    ['a==1.0\n', '==1.1', '==1.2', 'refused: a is not declared as "==1.1"'],
    ['a @ https://files.example/a-1.0.zip', '==1.0', '==1.2', 'refused: a is not declared as "==1.0"'],
    ['b==1.0', '==1.0', '==1.2', 'refused: a is not declared as "==1.0"'],
    ['a==1.0', '==1.0', 'latest', 'refused: a: "latest" is not a range of versions'],
    ['a==1.0', '==1.0', '==1.2\nb', 'refused: a: "==1.2\\nb" is not a range of versions'],
  ];
  it.each(table)('in %j: %j to %j', (before, from, range, after) => {
    expect(editText('requirements.txt', before, [change('a', from, range)])).toBe(after);
  });

  it('changes in every file that declares it so, or in the one that is named', () => {
    const files = {
      'requirements.txt': '-r requirements-dev.txt\na==1.0\n',
      'requirements-dev.txt': 'a==1.0',
    };
    const everywhere = editRanges(files, change('a', '==1.0', '==1.2'));
    expect(everywhere).toEqual({
      kind: 'edited',
      files: [
        { path: 'requirements.txt', text: '-r requirements-dev.txt\na==1.2\n' },
        { path: 'requirements-dev.txt', text: 'a==1.2' },
      ],
    });
    const named = { ...change('a', '==1.0', '==1.2'), manifestPath: 'requirements-dev.txt' };
    expect(editRanges(files, named)).toEqual({
      kind: 'edited',
      files: [{ path: 'requirements-dev.txt', text: 'a==1.2' }],
    });
    expect(editRanges(files, { ...named, manifestPath: 'other.txt' }).kind).toBe('refused');
  });

  it('gives the asked version when it is read again, and moves no other byte', () => {
    const name = fc.constantFrom('a', 'B.c', 'd-e', 'f_g');
    const line = fc.tuple(
      name,
      fc.constantFrom('', '[x]', ' [x, y]'),
      fc.constantFrom('==1.0', ' == 1.0', '>=1.0,<2', '~=1.0', ''),
      fc.constantFrom('', ' ; python_version < "3"', '  # note ==1.0', ' \\\n    --no-binary :all:'),
    );
    const note = fc.constantFrom(
      '# a==1.0',
      '',
      '-r more.txt',
      '-e .',
      '--hash=sha256:00',
      'git+https://git.example/a.git',
    );
    const lines = fc.array(
      fc.oneof(
        line.map((parts) => parts.join('')),
        note,
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.nat(), (content, newline, pick) => {
        const path = 'requirements.txt';
        const text = content.join(newline).replaceAll('\\\n', () => `\\${newline}`);
        const places = requirementPlaces(path, text);
        const place = places[pick % Math.max(1, places.length)];
        if (place === undefined || place.requirement.range === '') return;
        const { name: asked, range: from } = place.requirement;
        const after = editText(path, text, [change(asked, from, '==7.7.7')]);
        const same = (read: string): string => read.toLowerCase().replace(/[-_.]+/g, '-');
        const spaceless = ({ requirement }: (typeof places)[number]): string =>
          requirement.range.replaceAll(' ', '');
        const isAsked = (other: (typeof places)[number]): boolean =>
          same(other.requirement.name) === same(asked) && spaceless(other) === from.replaceAll(' ', '');
        const pieces: string[] = [];
        let at = 0;
        for (const other of places.filter(isAsked)) {
          const start = text.indexOf(other.requirement.range, other.start + other.requirement.name.length);
          pieces.push(text.slice(at, start), '==7.7.7');
          at = start + other.requirement.range.length;
        }
        expect(after).toBe(pieces.join('') + text.slice(at));
        const again = requirementPlaces(path, after);
        expect(again.map(({ location }) => location)).toEqual(places.map(({ location }) => location));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a range in a pyproject.toml', () => {
  const table: readonly (readonly [before: string, from: string, range: string, after: string])[] = [
    [
      '[project]\ndependencies = [\n  "a>=1,<2", # a>=1,<2\n  \'b\',\n]\n',
      '>=1,<2',
      '>=2.1,<3',
      '[project]\ndependencies = [\n  "a>=2.1,<3", # a>=1,<2\n  \'b\',\n]\n',
    ],
    [
      '[project]\ndependencies = ["a[x] >= 1 ; python_version < \\"3\\""]',
      '>= 1',
      '>= 2',
      '[project]\ndependencies = ["a[x] >= 2 ; python_version < \\"3\\""]',
    ],
    [
      "[project.optional-dependencies]\nx = ['a==1']\n",
      '==1',
      '==2',
      "[project.optional-dependencies]\nx = ['a==2']\n",
    ],
    [
      '[dependency-groups]\nx = [{include-group = "y"}, "a==1"]\ny = ["a==1"]',
      '==1',
      '==2',
      '[dependency-groups]\nx = [{include-group = "y"}, "a==2"]\ny = ["a==2"]',
    ],
    ['[tool.pdm.dev-dependencies]\nx = ["a==1"]', '==1', '==2', '[tool.pdm.dev-dependencies]\nx = ["a==2"]'],
    ['[tool.uv]\ndev-dependencies = ["a==1"]', '==1', '==2', '[tool.uv]\ndev-dependencies = ["a==2"]'],
    [
      '[project]\ndependencies = ["a>=1, <2"]',
      '<2,>=1',
      '<3,>=2.5',
      '[project]\ndependencies = ["a>=2.5, <3"]',
    ],
    ['[tool.other]\na = "==1"\n', '==1', '==2', 'refused: a is not declared as "==1"'],
    [
      '[tool.poetry.dependencies]\na = "^1.2"\n',
      '>=1.2,<2',
      '>=2.1,<3',
      '[tool.poetry.dependencies]\na = "^2.1"\n',
    ],
    [
      '[tool.poetry.dependencies]\na = "~1.2"\n',
      '>=1.2,<1.3',
      '>=1.4.5,<1.5',
      '[tool.poetry.dependencies]\na = "~1.4.5"\n',
    ],
    ['[tool.poetry.dependencies]\na = "1.2"\n', '==1.2', '==1.4', '[tool.poetry.dependencies]\na = "1.4"\n'],
    [
      '[tool.poetry.dependencies]\na = "==1.2"\n',
      '==1.2',
      '==1.4',
      '[tool.poetry.dependencies]\na = "==1.4"\n',
    ],
    [
      '[tool.poetry.dependencies]\na = "1.2.*"\n',
      '==1.2.*',
      '==1.4.*',
      '[tool.poetry.dependencies]\na = "1.4.*"\n',
    ],
    [
      '[tool.poetry.dependencies]\na = "^0.2"\n',
      '>=0.2,<0.3',
      '>=1.1,<2',
      '[tool.poetry.dependencies]\na = "^1.1"\n',
    ],
    [
      '[tool.poetry.dependencies]\na = "^1.2"\n',
      '>=1.2,<2',
      '>=1.4',
      '[tool.poetry.dependencies]\na = ">=1.4"\n',
    ],
    [
      '[tool.poetry.group.x.dependencies]\nA_ = 1\na = { extras = ["y"], version = \'^1.2\' }\n',
      '>=1.2,<2',
      '>=2.1,<3',
      '[tool.poetry.group.x.dependencies]\nA_ = 1\na = { extras = ["y"], version = \'^2.1\' }\n',
    ],
    [
      '[tool.poetry.dependencies]\na = [{version = "1.0", python = "<3"}, {version = "^2", python = ">=3"}]',
      '>=2,<3',
      '>=3.1,<4',
      '[tool.poetry.dependencies]\na = [{version = "1.0", python = "<3"}, {version = "^3.1", python = ">=3"}]',
    ],
    [
      '[tool.poetry.dependencies.a]\nversion = "^1.2"\n',
      '>=1.2,<2',
      '>=2,<3',
      '[tool.poetry.dependencies.a]\nversion = "^2"\n',
    ],
    ['[project\n', '==1', '==2', 'refused: a: pyproject.toml could not be read exactly enough to be edited'],
  ];
  it.each(table)('in %j: %j to %j', (before, from, range, after) => {
    expect(editText('pyproject.toml', before, [change('a', from, range)])).toBe(after);
  });

  it('is read again as the asked range', () => {
    for (const [before, , range, after] of table.filter((row) => !row[3].startsWith('refused'))) {
      const path = 'pyproject.toml';
      const [group] = groupManifests([path]);
      if (group === undefined) throw new Error('a pyproject.toml is a group');
      const asked = (text: string): readonly string[] =>
        parseGroup(group, [{ path, text }]).packages.flatMap(({ requires }) =>
          requires.filter(({ name }) => name === 'a').map((each) => each.range.replaceAll(' ', '')),
        );
      expect(asked(after)).toContain(range === '<3,>=2.5' ? '>=2.5,<3' : range.replaceAll(' ', ''));
      expect(asked(after)).toHaveLength(asked(before).length);
    }
  });
});

describe('a range elsewhere', () => {
  it.each([
    ['Pipfile', '[packages]\na = "==1.0" # a\n', '==1.0', '==1.2', '[packages]\na = "==1.2" # a\n'],
    [
      'Pipfile',
      '[x]\na = {version = "~=1.0", extras = ["~=1.0"]}',
      '~=1.0',
      '~=2.0',
      '[x]\na = {version = "~=2.0", extras = ["~=1.0"]}',
    ],
    ['Pipfile', '[packages]\na = "*"', '', '>=1.2', '[packages]\na = ">=1.2"'],
    ['Pipfile', '[requires]\na = "==1.0"', '==1.0', '==1.2', 'refused: a is not declared as "==1.0"'],
    [
      'setup.cfg',
      '[options]\ninstall_requires =\n    # a==1.0\n    a==1.0 ; python_version > "3"\n    b==1.0\n',
      '==1.0',
      '==1.2',
      '[options]\ninstall_requires =\n    # a==1.0\n    a==1.2 ; python_version > "3"\n    b==1.0\n',
    ],
    [
      'setup.cfg',
      '[options.extras_require]\r\nx = a>=1 # why\r\n',
      '>=1',
      '>=2',
      '[options.extras_require]\r\nx = a>=2 # why\r\n',
    ],
    ['setup.cfg', '[tool:x]\ny = a>=1\n', '>=1', '>=2', 'refused: a is not declared as ">=1"'],
    ['setup.py', 'install_requires=["a==1.0"]', '==1.0', '==1.2', 'refused: a is not declared as "==1.0"'],
  ])('in a %s %j: %j to %j', (path, before, from, range, after) => {
    expect(editText(path, before, [change('a', from, range)])).toBe(after);
  });
});

describe('a forced version', () => {
  const force = (files: Readonly<Record<string, string>>, within: readonly string[] = []): string => {
    const inputs = Object.entries(files).map(([path, text]): ManifestFile => ({ path, text }));
    const forces = [{ name: 'a', from: ['1.0'], to: '1.2', within }];
    const result = editFiles(inputs, { versions: [], ranges: [], forces });
    return result.kind === 'refused' ? `refused: ${result.reason}` : (result.files[0]?.text ?? 'unchanged');
  };
  it.each([
    ['constraints.txt', 'b==1.0 # b\n', 'b==1.0 # b\na==1.2\n'],
    ['constraints.txt', 'b==1.0\r\nc>=1', 'b==1.0\r\nc>=1\r\na>=1.2'],
    ['constraints.txt', '', 'a>=1.2\n'],
    ['constraints.txt', 'A==1.0 # why\nb', 'A==1.2 # why\nb'],
    ['constraints.txt', 'a>=1,<1.1\n', 'a>=1.2,<1.3\n'],
    ['constraints.txt', 'a!=1.2\n', 'refused: the constraint of a in constraints.txt cannot be rewritten'],
    ['base.txt', 'a==1.0\n', 'a==1.2\n'],
    ['other.txt', 'a==1.0\n', 'refused: there is no place for a rule that forces a version'],
  ])('stands in %s %j: %j', (path, before, after) => {
    expect(force({ 'requirements.txt': '-c base.txt\nd\n', [path]: before })).toBe(after);
  });

  it('holds for the whole project only, and not beside a lock', () => {
    expect(force({ 'constraints.txt': '' }, ['b'])).toContain('for the whole project');
    expect(force({ 'poetry.lock': '' })).toContain('no place for a rule');
  });
});

import fc from 'fast-check';
import { newContentHash } from './content-hash.js';

/** The hashes come from Python’s own json and hashlib. */
const CASES = [
  {
    tool: 'poetry',
    manifest:
      '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.9"\na = "^1.0"\n"é" = "*"\n',
    change: ['^1.0', '^1.1'],
    hash: '1a84bb9822e1dd0f5f69c1d60f5f3fbfe5458a41618dfd841da7de569554ab49',
    expected: 'dd4340d468af736551fa58904068c415dde2fd2622c90ee37a4c92548d42c97a',
  },
  {
    tool: 'poetry',
    manifest: '[project]\nname = "x"\nrequires-python = ">=3.9"\ndependencies = ["a>=1.0,<2"]\n',
    change: ['>=1.0', '>=1.1'],
    hash: '9f0f9f7d092f9dac3b5c8ff66b7b6f1362f80dfcfebfa7d43585e68ddc8e05bb',
    expected: 'aea0b233f54c5670aa8062ef6aeacf6d40c846c9e30550523258865bf9a26446',
  },
  {
    tool: 'pipenv',
    manifest:
      '[[source]]\nurl = "https://index.example/simple"\nname = "x"\nverify_ssl = true\n[packages]\na = "==1.0"\n[requires]\npython_version = "3.9"\n[scripts]\nb = "c"\n',
    change: ['==1.0', '==1.1'],
    hash: 'ddd5d6ceecdb4432e153def50bfd9bffd8c3f466b99a975744ca118521714cec',
    expected: '27419022fdc5d2ed3a2096e6c63d8c966906d3b995b03580dcd18a1b58634af3',
  },
  {
    tool: 'pdm',
    manifest: '[project]\nrequires-python = ">=3.9"\ndependencies = ["a==1.0"]\n',
    change: ['==1.0', '==1.1'],
    hash: 'a5c95fc60c3380dec7e360f2656c115b9d2d592ed05cfdabd05ff68331aaa34d',
    expected: '613bae0320790d5b0c92b1ac0a8a5429886cf67f73e791467858881551227e89',
  },
] as const;

describe('the hash of a manifest', () => {
  it.each(CASES)('is worked out as $tool does: $hash', ({ tool, manifest, change, hash, expected }) => {
    const after = manifest.replace(change[0], change[1]);
    expect(newContentHash(tool, { hash, before: manifest, after })).toBe(expected);
    expect(newContentHash(tool, { hash, before: manifest, after: manifest })).toBe(hash);
    expect(newContentHash(tool, { hash: expected, before: manifest, after })).toBeNull();
    expect(newContentHash(tool, { hash, before: manifest, after: '[' })).toBeNull();
  });

  it('is not worked out for what Python writes otherwise', () => {
    const hash = '0'.repeat(64);
    for (const before of [
      '[tool.poetry.dependencies]\na = 1.5\n',
      '[tool.poetry.dependencies]\na = 1979-05-27\n',
    ])
      expect(newContentHash('poetry', { hash, before, after: before })).toBeNull();
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('poetry', 'pdm', 'pipenv'), (text, tool) => {
        expect(newContentHash(tool, { hash: '', before: text, after: text })).toBeNull();
      }),
    );
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { describeVariables, unknownVariables } from './configuration.js';

const failure = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: null,
      role: 'all',
      secretKeys: [],
      releaseAgeDays: 3,
    });
    expect(readConfig({ PORT: '', BACKLINE_ROLE: '' })).toEqual(readConfig({}));
  });

  it('gives absolute paths, lists, and addresses without a slash at the end', () => {
    const config = readConfig({
      BACKLINE_DATA_DIR: 'data',
      BACKLINE_ALLOWED_HOSTS: ' a.example , ,b.example:8080 ',
      BACKLINE_PUBLIC_URL: 'https://backline.example/',
    });
    expect(config.dataDir).toMatch(/^\/.*\/data$/);
    expect(config.allowedHosts).toEqual(['a.example', 'b.example:8080']);
    expect(config.publicUrl).toBe('https://backline.example');
    expect(readConfig({ BACKLINE_DATA_DIR: '~/x' }).dataDir).toMatch(/^\/(?!.*~).*\/x$/);
  });

  it('takes a registry for each ecosystem, or none', () => {
    expect(readConfig({}).registries).toEqual({});
    expect(
      readConfig({ BACKLINE_NPM_REGISTRY: 'https://npm.example/x', BACKLINE_CRATES_REGISTRY: 'off' })
        .registries,
    ).toEqual({ npm: 'https://npm.example/x', 'crates.io': 'off' });
    const wrong = {
      BACKLINE_GO_REGISTRY: 'direct',
      BACKLINE_PYPI_REGISTRY: 'https://ada:secret@pypi.example',
    };
    expect(failure(wrong)).toContain('BACKLINE_GO_REGISTRY: must be an http or https address');
    expect(failure(wrong)).toContain('BACKLINE_PYPI_REGISTRY:');
    expect(failure(wrong)).not.toContain('secret');
  });

  it('names everything that is wrong at once', () => {
    const message = failure({
      PORT: 'many',
      BACKLINE_ROLE: 'boss',
      DATABASE_URL: 'mysql://x',
      BACKLINE_WORKERS: '0',
      BACKLINE_PUBLIC_URL: 'ftp://x',
      BACKLINE_OIDC_ISSUER: 'https://gitlab.example.com',
    });
    for (const name of [
      'PORT',
      'BACKLINE_ROLE',
      'DATABASE_URL',
      'BACKLINE_WORKERS',
      'BACKLINE_PUBLIC_URL',
      'BACKLINE_SECRET_KEY',
      'BACKLINE_OIDC_CLIENT_ID',
    ])
      expect(message).toContain(`${name}:`);
  });

  it('takes the public address of a whole host only', () => {
    for (const address of [
      'https://x.example/backline',
      'https://x.example/?a',
      'https://ada@x.example',
      'https://x.example/#a',
    ])
      expect(failure({ BACKLINE_PUBLIC_URL: address })).toContain(
        'BACKLINE_PUBLIC_URL: must be an address without path',
      );
    expect(readConfig({ BACKLINE_PUBLIC_URL: 'https://x.example:8443/' }).publicUrl).toBe(
      'https://x.example:8443',
    );
  });

  it('names what begins as its variables do and is none, with the one that was meant', () => {
    expect(
      unknownVariables({
        BACKLINE_PUBLIC_URL: 'x',
        BACKLINE_SECRET_KEY_FILE: 'x',
        BACKLINE_PUBLIC_ULR: 'x',
        BACKLINE_WORKER: 'x',
        BACKLINE_SOMETHING_ELSE: 'x',
        PATH: 'x',
      }),
    ).toEqual([
      { name: 'BACKLINE_PUBLIC_ULR', nearest: 'BACKLINE_PUBLIC_URL' },
      { name: 'BACKLINE_SOMETHING_ELSE', nearest: null },
      { name: 'BACKLINE_WORKER', nearest: 'BACKLINE_WORKERS' },
    ]);
  });

  it('wants a key with a database of its own, and keys that are long', () => {
    expect(failure({ DATABASE_URL: 'postgres://localhost/x' })).toContain(
      'BACKLINE_SECRET_KEY: is required with DATABASE_URL',
    );
    expect(failure({ BACKLINE_SECRET_KEY: 'short' })).toContain('at least 32 characters');
    const message = failure({ BACKLINE_SECRET_KEY: `${'k'.repeat(32)},secret-but-short` });
    expect(message).toContain('BACKLINE_SECRET_KEY');
    expect(message).not.toContain('secret-but-short');
  });

  it('takes secrets from files, as it takes them from variables', () => {
    const folder = mkdtempSync(join(tmpdir(), 'backline-secrets-'));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    try {
      const config = readConfig({
        DATABASE_URL: 'postgres://backline@db.example/backline',
        DATABASE_PASSWORD_FILE: file('password', 'p@ss/word\n'),
        BACKLINE_SECRET_KEY_FILE: file('key', `${'n'.repeat(32)},${'o'.repeat(32)}\n`),
      });
      expect(config.databaseUrl).toBe('postgres://backline:p%40ss%2Fword@db.example/backline');
      expect(config.secretKeys).toEqual(['n'.repeat(32), 'o'.repeat(32)]);
      const wrong = {
        BACKLINE_SECRET_KEY: 'k'.repeat(32),
        BACKLINE_SECRET_KEY_FILE: file('other', 'x'),
        DATABASE_URL_FILE: join(folder, 'none'),
        DATABASE_PASSWORD_FILE: file('empty', '\n'),
      };
      expect(failure(wrong)).toContain('BACKLINE_SECRET_KEY_FILE: is set beside BACKLINE_SECRET_KEY.');
      expect(failure(wrong)).toContain('DATABASE_URL_FILE: the file cannot be read.');
      expect(failure(wrong)).toContain('DATABASE_PASSWORD_FILE: the file is empty.');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('sets a sign-in provider up, and says what of it is wrong', () => {
    const right = {
      BACKLINE_OIDC_ISSUER: 'https://gitlab.com',
      BACKLINE_OIDC_CLIENT_ID: 'backline',
      BACKLINE_OIDC_DOMAINS: 'Example.com, example.org',
    };
    expect(readConfig({}).provider).toBeNull();
    expect(readConfig(right).provider).toEqual({
      issuer: 'https://gitlab.com',
      clientId: 'backline',
      clientSecret: null,
      name: 'GitLab',
      signUp: null,
      domains: ['example.com', 'example.org'],
    });
    const more = {
      BACKLINE_OIDC_SIGN_UP: 'viewer',
      BACKLINE_OIDC_NAME: 'Our GitLab',
      BACKLINE_OIDC_CLIENT_SECRET: 's',
    };
    expect(readConfig({ ...right, ...more }).provider).toMatchObject({
      signUp: 'VIEWER',
      name: 'Our GitLab',
      clientSecret: 's',
    });
    const mistakes: readonly Record<string, string>[] = [
      { BACKLINE_OIDC_CLIENT_ID: '' },
      { BACKLINE_OIDC_ISSUER: '' },
      { BACKLINE_OIDC_ISSUER: 'https://user:word@gitlab.com' },
      { BACKLINE_OIDC_ISSUER: 'https://gitlab.com/?x=1' },
      { BACKLINE_OIDC_SIGN_UP: 'owner' },
      { BACKLINE_OIDC_DOMAINS: 'a@b' },
    ];
    for (const wrong of mistakes) expect(failure({ ...right, ...wrong })).toContain('BACKLINE_OIDC_');
  });

  it('says of every variable what it means, in sentences', () => {
    const described = describeVariables();
    expect(described.length).toBeGreaterThan(30);
    for (const { name, meaning } of described)
      expect([name, meaning]).toEqual([name, expect.stringMatching(/\.$/)]);
    expect(described.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'DATABASE_PASSWORD', 'BACKLINE_SECRET_KEY']),
    );
  });
});

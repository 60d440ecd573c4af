import { randomBytes } from 'node:crypto';
import { createSealer } from './sealer.js';

const place = { table: 'integration', row: '1', column: 'token' };
const key = 'a'.repeat(32);

describe('sealing secrets', () => {
  it('gives back what was sealed, and never the same text twice', () => {
    const sealer = createSealer([key], randomBytes);
    const sealed = sealer.seal(place, 'glpat-secret');
    expect(sealer.open(place, sealed)).toBe('glpat-secret');
    expect(sealed).not.toContain('glpat');
    expect(sealer.seal(place, 'glpat-secret')).not.toBe(sealed);
  });

  it.each([
    ['another row', { ...place, row: '2' }],
    ['another column', { ...place, column: 'name' }],
    ['another table', { ...place, table: 'account' }],
  ])('refuses a value that was moved to %s', (_, moved) => {
    const sealer = createSealer([key], randomBytes);
    expect(() => sealer.open(moved, sealer.seal(place, 'x'))).toThrow(
      expect.objectContaining({ code: 'SECRET_UNREADABLE' }),
    );
  });

  it('opens what an older key sealed and seals with the first key', () => {
    const old = createSealer(['b'.repeat(32)], randomBytes);
    const both = createSealer([key, 'b'.repeat(32)], randomBytes);
    expect(both.open(place, old.seal(place, 'x'))).toBe('x');
    expect(() => old.open(place, both.seal(place, 'x'))).toThrow(
      expect.objectContaining({ code: 'SECRET_UNREADABLE' }),
    );
  });

  it('tells values apart by fingerprints that say nothing without the key', () => {
    const sealer = createSealer([key, 'b'.repeat(32)], randomBytes);
    expect(sealer.fingerprint('x')).toMatch(/^[0-9a-f]{16}$/);
    expect(createSealer([key], randomBytes).fingerprint('x')).toBe(sealer.fingerprint('x'));
    expect(sealer.fingerprint('y')).not.toBe(sealer.fingerprint('x'));
    expect(createSealer(['b'.repeat(32)], randomBytes).fingerprint('x')).not.toBe(sealer.fingerprint('x'));
  });

  it.each(['', 'v1', 'v1.x.y', 'v2.a.b', 'v1.00000000.AAAA'])(
    'refuses %p, which is no sealed text',
    (text) => {
      expect(() => createSealer([key], randomBytes).open(place, text)).toThrow(
        expect.objectContaining({ code: 'SECRET_UNREADABLE' }),
      );
    },
  );
});

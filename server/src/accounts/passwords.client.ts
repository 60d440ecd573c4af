import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from './sign-in.js';

/** Of a random text that nobody has kept, with the parameters below: checking a password against it takes as long as any. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$K7Qb5AtPG8YiVgBGsx/60Q$O4iUSlWUIzws7yTfV9oOE+krmNJwtAv1W+3s2a2WN24';

/** Argon2id with the parameters of OWASP's first choice: 19 MiB, 2 rounds, 1 lane. */
export const argonPasswords: Passwords = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: async (stored, password) =>
    (await verify(stored ?? NOBODY, password).catch(() => false)) && stored !== null,
};

import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from './sign-in.js';

/** Argon2id with the parameters of OWASP's first choice: 19 MiB, 2 rounds, 1 lane. */
export const argonPasswords: Passwords = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: (stored, password) => verify(stored, password).catch(() => false),
};

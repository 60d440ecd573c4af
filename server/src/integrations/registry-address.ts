import { AppError } from '../errors.js';

const MAXIMUM_LENGTH = 2_000;

/**
 * What a person gives as the address of a registry, with https where no scheme is given. ADDRESS_INVALID with a sentence
 * that says what to give instead.
 */
export function parseRegistryAddress(text: string): URL {
  const typed = text.trim();
  if (typed === '' || typed.length > MAXIMUM_LENGTH || /[\s\u0000-\u001f\u007f\\]/.test(typed)) {
    throw invalid('The address of a registry is a web address, such as https://registry.example/pypi/.');
  }
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(full)) {
    throw invalid('This is not a web address. Give one such as https://registry.example/pypi/.');
  }
  const url = new URL(full);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid('The address must begin with https:// (or http:// where the operator allows it).');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      'The address must not hold a user name or a password. Give them as the token: user:password.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw invalid('The address must end with its path: nothing after a ? or #.');
  }
  return url;
}

function invalid(message: string): AppError {
  return new AppError('ADDRESS_INVALID', message);
}

import type { RequestHandler } from 'express';

/** Headers for every answer: nothing is loaded from elsewhere, framed, or guessed at. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  const host = /^[\w.:[\]-]{1,255}$/.test(request.headers.host ?? '') ? request.headers.host : null;
  const sockets = host === null ? '' : ` ws://${host} wss://${host}`;
  response.set({
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'${sockets}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
  });
  next();
};

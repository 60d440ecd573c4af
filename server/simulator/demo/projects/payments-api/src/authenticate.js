const jwt = require('jsonwebtoken');

function authenticate(request, response, next) {
  const [, token] = (request.headers.authorization ?? '').split(' ');
  jwt.verify(token ?? '', process.env.TOKEN_KEY, { algorithms: ['HS256'] }, (error, caller) => {
    if (error) return response.status(401).end();
    request.caller = caller;
    return next();
  });
}

module.exports = { authenticate };

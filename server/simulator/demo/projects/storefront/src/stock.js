const { Server } = require('ws');
const semver = require('semver');

function announceStock(server) {
  const sockets = new Server({ server, path: '/stock' });
  sockets.on('connection', (socket, request) => {
    const client = request.headers['x-client-version'];
    if (!semver.satisfies(client ?? '0.0.0', '>=2')) socket.close(4000, 'Please reload');
  });
  return sockets;
}

module.exports = { announceStock };

const express = require('express');
const bodyParser = require('body-parser');
const debug = require('debug')('payments');
const parseArguments = require('minimist');
const { authenticate } = require('./authenticate');
const { charge, refund } = require('./provider');
const { watchRates } = require('./rates');

const settings = parseArguments(process.argv.slice(2), { default: { port: 4100 } });
const app = express();
app.use(bodyParser.json());
app.use(authenticate);
app.post('/charges', async (request, response) => response.json(await charge(request.body)));
app.post('/refunds', async (request, response) => response.json(await refund(request.body)));

if (require.main === module) {
  watchRates();
  app.listen(settings.port, () => debug('listening on %d', settings.port));
}

module.exports = { app };

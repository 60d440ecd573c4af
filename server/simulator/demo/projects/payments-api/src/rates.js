const fs = require('fs');
const yaml = require('js-yaml');
const fetch = require('node-fetch');
const request = require('request');
const { request: fastRequest } = require('undici');
const WebSocket = require('ws');

function watchRates() {
  const { streams, fallback } = yaml.safeLoad(fs.readFileSync('rates.yml', 'utf8'));
  for (const address of streams) new WebSocket(address).on('error', () => request(fallback));
}

async function rateOf(currency) {
  const answer = await fetch(`${process.env.RATES_URL}/${currency}`);
  return answer.ok ? answer.json() : fastRequest(process.env.RATES_FALLBACK_URL);
}

module.exports = { watchRates, rateOf };

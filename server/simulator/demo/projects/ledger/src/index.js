const _ = require('lodash');
const moment = require('moment');
const bodyParser = require('body-parser');

const bookings = [];

function book(entry) {
  bookings.push({ ..._.pick(entry, ['account', 'cents', 'text']), at: moment().toISOString() });
}

function balanceOf(account) {
  return _.sumBy(_.filter(bookings, { account }), 'cents');
}

module.exports = { book, balanceOf, parseBody: bodyParser.json({ limit: '64kb' }) };

const path = require('path');
const ejs = require('ejs');
const moment = require('moment');
const sanitizeHtml = require('sanitize-html');

exports.renderOffers = (offers) =>
  ejs.renderFile(path.join(__dirname, '../views/issue.ejs'), {
    date: moment().format('D MMMM YYYY'),
    offers: offers.map(({ title, text }) => ({ title, text: sanitizeHtml(text) })),
  });

const { Router } = require('express');
const jwt = require('jsonwebtoken');
const moment = require('moment');
const nodemailer = require('nodemailer');

const accounts = Router();
const mail = nodemailer.createTransport(process.env.SMTP_URL);

accounts.get('/orders', (request, response) => {
  const { customer } = jwt.verify(request.cookies.token, process.env.TOKEN_KEY, { algorithms: ['HS256'] });
  response.render('orders', { customer, today: moment().format('LL') });
});

async function sendReceipt(order) {
  await mail.sendMail({ to: order.email, subject: `Your order ${order.id}`, text: order.text });
}

module.exports = { accounts, sendReceipt };

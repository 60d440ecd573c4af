const ms = require('ms');
const fetch = require('node-fetch');
const nodemailer = require('nodemailer');
const { WebSocketServer } = require('ws');

const mail = nodemailer.createTransport(process.env.SMTP_URL);
const live = new WebSocketServer({ port: 4200 });

async function notify() {
  const orders = await fetch(`${process.env.SHOP_URL}/orders/changed`).then((answer) => answer.json());
  for (const order of orders) {
    await mail.sendMail({ to: order.email, subject: `Order ${order.id}: ${order.state}` });
    for (const client of live.clients) client.send(JSON.stringify({ id: order.id, state: order.state }));
  }
}

setInterval(notify, ms('1 minute'));

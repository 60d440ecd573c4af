const axios = require('axios');
const nodemailer = require('nodemailer');

const mailer = nodemailer.createTransport({ host: process.env.SMTP_HOST, port: 25 });

exports.sendTo = async (readers, html) => {
  for (const to of readers) await mailer.sendMail({ from: 'shop@example.com', to, subject: 'This week', html });
  await axios.post(process.env.STATS_URL, { sent: readers.length });
};

const axios = require('axios');
const got = require('got');
const { v4: newId } = require('uuid');

async function charge({ account, cents }) {
  const id = newId();
  await axios.post(`${process.env.PROVIDER_URL}/charges`, { id, account, cents });
  return { id };
}

async function refund({ id }) {
  return got.post(`${process.env.PROVIDER_URL}/charges/${id}/refund`).json();
}

module.exports = { charge, refund };

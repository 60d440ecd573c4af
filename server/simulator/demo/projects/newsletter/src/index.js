const express = require('express');
const { renderOffers } = require('./render');
const { sendTo } = require('./send');

const app = express();
app.use(express.json());

app.post('/issues', async (request, response) => {
  const html = await renderOffers(request.body.offers ?? []);
  await sendTo(request.body.readers ?? [], html);
  response.sendStatus(202);
});

app.listen(process.env.PORT ?? 3007);

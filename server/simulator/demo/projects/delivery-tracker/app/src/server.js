import express from 'express';
import { request } from 'undici';
import { WebSocketServer } from 'ws';

const app = express();
app.get('/tours/:id', async ({ params }, response) => {
  const { body } = await request(`${process.env.TRACKER_URL}/tours/${encodeURIComponent(params.id)}`);
  response.json(await body.json());
});

const server = app.listen(process.env.PORT ?? 3012);
const live = new WebSocketServer({ server });
live.on('connection', (socket) => socket.send(JSON.stringify({ kind: 'HELLO' })));

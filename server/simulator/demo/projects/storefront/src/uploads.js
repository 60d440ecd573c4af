const { Router } = require('express');
const multer = require('multer');

const uploads = Router();
const receive = multer({ limits: { fileSize: 5_000_000 } });

uploads.post('/returns', receive.single('photo'), (request, response) => {
  response.status(request.file ? 201 : 400).end();
});

module.exports = { uploads };

const { Router } = require('express');
const _ = require('lodash');
const axios = require('axios');
const { marked } = require('marked');
const sanitizeHtml = require('sanitize-html');
const qs = require('qs');

const pages = Router();

pages.get('/', async (request, response) => {
  const { data } = await axios.get(`${process.env.CATALOGUE_URL}/articles?${qs.stringify(request.query)}`);
  response.render('home', { byCategory: _.groupBy(data, 'category') });
});

pages.get('/articles/:id', async (request, response) => {
  const { data } = await axios.get(`${process.env.CATALOGUE_URL}/articles/${encodeURIComponent(request.params.id)}`);
  response.render('article', { article: data, text: sanitizeHtml(marked.parse(data.description)) });
});

module.exports = { pages };

var express = require('express');
var request = require('request');
var _ = require('underscore');
var ejs = require('ejs');
var serialize = require('serialize-javascript');

var phones = express.Router();

phones.get('/', function (incoming, response, next) {
  request({ url: 'http://directory/people.json', json: true }, function (error, answer, people) {
    if (error) return next(error);
    response.send(ejs.render('<script>var people = <%- people %></script>', { people: serialize(_.sortBy(people, 'name')) }));
  });
});

module.exports = phones;

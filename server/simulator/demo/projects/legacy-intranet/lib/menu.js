var fs = require('fs');
var express = require('express');
var yaml = require('js-yaml');
var marked = require('marked');
var handlebars = require('handlebars');

var menu = express.Router();
var page = handlebars.compile('<h1>{{day}}</h1>{{{text}}}');

menu.get('/', function (request, response) {
  var week = yaml.load(fs.readFileSync('data/menu.yml', 'utf8'));
  response.send(page({ day: week.day, text: marked(week.text) }));
});

module.exports = menu;

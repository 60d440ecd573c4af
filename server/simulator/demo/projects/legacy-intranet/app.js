var express = require('express');
var session = require('express-session');
var bodyParser = require('body-parser');
var cookieParser = require('cookie-parser');
var favicon = require('serve-favicon');
var morgan = require('morgan');
var mkdirp = require('mkdirp');
var minimist = require('minimist');
var rooms = require('./lib/rooms');
var menu = require('./lib/menu');
var phones = require('./lib/phones');

var settings = minimist(process.argv.slice(2));
mkdirp.sync(settings.data || 'data');

var app = express();
app.use(favicon('public/favicon.ico'));
app.use(morgan('dev'));
app.use(bodyParser.urlencoded({ extended: true }));
app.use(cookieParser());
app.use(session({ secret: 'intranet', resave: true, saveUninitialized: true }));
app.use('/rooms', rooms);
app.use('/menu', menu);
app.use('/phones', phones);

var server = app.listen(settings.port || 8080);
require('socket.io')(server);

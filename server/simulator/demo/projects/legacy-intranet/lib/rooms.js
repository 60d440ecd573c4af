var express = require('express');
var _ = require('lodash');
var moment = require('moment');
var async = require('async');
var nodemailer = require('nodemailer');

var rooms = express.Router();
var bookings = [];
var mail = nodemailer.createTransport({ host: 'mail' });

rooms.post('/', function (request, response) {
  bookings.push(_.defaultsDeep({ day: moment().format('YYYY-MM-DD') }, request.body));
  async.each(request.body.guests || [], invite, function () {
    response.redirect('/rooms');
  });
});

function invite(guest, done) {
  mail.sendMail({ to: guest, subject: 'A room was booked' }, done);
}

module.exports = rooms;

const express = require('express');
const session = require('express-session');
const cookieParser = require('cookie-parser');
const compression = require('compression');
const morgan = require('morgan');
const { pages } = require('./pages');
const { accounts } = require('./accounts');
const { uploads } = require('./uploads');
const { announceStock } = require('./stock');

const app = express();
app.set('view engine', 'ejs');
app.set('views', 'views');
app.use(morgan('combined'));
app.use(compression());
app.use(cookieParser());
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));
app.use('/', pages);
app.use('/account', accounts);
app.use('/uploads', uploads);

if (require.main === module) {
  const server = app.listen(3000);
  announceStock(server);
}

module.exports = { app };

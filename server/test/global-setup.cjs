const { makeRunDirectory } = require('./run-directory.cjs');

/**
 * Gives the run a directory for its Postgres. The first test that asks for a database starts it there, so that a run
 * without one costs nothing. With TEST_DATABASE_URL (its user must be allowed to create databases) that server is used.
 */
module.exports = async () => {
  if (process.env.TEST_DATABASE_URL) return;
  process.env.BACKLINE_TEST_DIRECTORY = makeRunDirectory();
};

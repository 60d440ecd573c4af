const { removeRunDirectory } = require('./run-directory.cjs');

/** Stops the Postgres of the run and removes its data. */
module.exports = async () => {
  const directory = process.env.BACKLINE_TEST_DIRECTORY;
  if (directory) removeRunDirectory(directory);
};

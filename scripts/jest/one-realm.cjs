const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment: NodeEnvironment } = require('jest-environment-node');

/** Where libraries keep what the classes of a test file declared; the next file declares its own. */
const DECLARED = ['TypeGraphQLMetadataStorage', 'typeormMetadataArgsStorage'];

/** The names under which Jest keeps what belongs to one test file. */
const JESTS =
  /^(?:JEST_STATE_SYMBOL|EVENT_HANDLERS|RETRY_|WAIT_BEFORE_RETRY|TEST_TIMEOUT_SYMBOL|LOG_ERRORS_BEFORE_RETRY)/;

/** Tests run in the realm of Node itself, so that packages can be loaded once a process and not once a file. */
module.exports = class OneRealm extends NodeEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    for (const name of DECLARED) delete globalThis[name];
  }

  /** What would pile up from file to file in a realm that is never dropped. */
  async teardown() {
    await super.teardown();
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (JESTS.test(symbol.description)) delete globalThis[symbol];
    }
    for (const storage of storages) storage.disable();
    storages.clear();
  }
};

/** Node 20 asks each storage that was ever used at every step of anything asynchronous; whoever uses one again enables it again. */
const storages = new Set();
for (const name of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...given) {
    storages.add(this);
    return original.apply(this, given);
  };
}

const { TestEnvironment: NodeEnvironment } = require('jest-environment-node');

/** Where libraries keep what the classes of a test file declared; the next file declares its own. */
const DECLARED = ['TypeGraphQLMetadataStorage', 'typeormMetadataArgsStorage'];

/** Tests run in the realm of Node itself, so that packages can be loaded once a process and not once a file. */
module.exports = class OneRealm extends NodeEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    for (const name of DECLARED) delete globalThis[name];
  }
};

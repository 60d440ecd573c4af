const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const Runtime = require('jest-runtime').default;

const OWN = /^(?:\.|\/|[A-Za-z]:|@jest\/|backline(?:\/|$)|@backline\/)/;

/** What was compiled in this process, by file: run again it is a new module, whose variables are its own. */
const compiled = new Map();

/**
 * Lets Node load the packages of node_modules, once for all test files of a process; only our own files are loaded anew
 * for each. Needs the environment beside it. Packages cannot be mocked, and none is.
 */
module.exports = class NativePackages extends Runtime {
  constructor(...parameters) {
    super(...parameters);
    const { executor } = this;
    executor.compile = (source, filename) => {
      const known = compiled.get(filename);
      if (known?.source === source) return known.run;
      const run = compileFunction(source, executor.injectedModuleParameters, { filename });
      compiled.set(filename, { source, run });
      return run;
    };
  }

  requireModuleOrMock(from, name) {
    return OWN.test(name) || isBuiltin(name)
      ? super.requireModuleOrMock(from, name)
      : createRequire(from)(name);
  }
};

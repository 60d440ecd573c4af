const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const Runtime = require('jest-runtime').default;

const OWN = /^(?:\.|\/|[A-Za-z]:|@jest\/|backline(?:\/|$)|@backline\/)/;

/**
 * Lets Node load the packages of node_modules, once for all test files of a process; only our own files are loaded anew
 * for each. Needs the environment beside it. Packages cannot be mocked, and none is.
 */
module.exports = class NativePackages extends Runtime {
  constructor(...parameters) {
    super(...parameters);
    const { executor } = this;
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModuleOrMock(from, name) {
    return OWN.test(name) || isBuiltin(name)
      ? super.requireModuleOrMock(from, name)
      : createRequire(from)(name);
  }
};

const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** What takes minutes by itself begins first, so that nothing is waited for alone at the end; the rest by size. */
const LONG = [
  /web\/e2e\//,
  /test\/fault-matrix/,
  /plans\/corpus/,
  /test\/gitlab-budget/,
  /test\/failure-modes/,
  /test\/real-projects/,
  /test\/bad-input/,
  /projects\/sync/,
  /merge-requests\/(?:follow-merge-requests|merge-request-life|merge-by-itself|close-and-rebuild)/,
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONG.findIndex((pattern) => pattern.test(path));
      return found === -1 ? LONG.length : found;
    };
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((left, right) => rank(left) - rank(right) || size(right) - size(left));
  }
};

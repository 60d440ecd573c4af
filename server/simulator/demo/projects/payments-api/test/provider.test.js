const { expect } = require('chai');
const { charge } = require('../src/provider');

describe('charge', () => {
  it('is a function', () => expect(charge).to.be.a('function'));
});

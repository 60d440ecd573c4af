const request = require('supertest');
const { app } = require('../src/server');

describe('the shop', () => {
  it('refuses a return without a photo', () => request(app).post('/uploads/returns').expect(400));
});

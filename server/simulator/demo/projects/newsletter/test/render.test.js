const assert = require('assert');
const { renderOffers } = require('../src/render');

it('renders a title', async () => {
  assert.match(await renderOffers([{ title: 'Tea', text: 'Half price' }]), /Tea/);
});

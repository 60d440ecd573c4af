import { Turns } from './turns.js';

test('lets a few of each principal run, the others in the order in which they came', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 2 });
  const order: string[] = [];
  const enter = async (name: string, principal = 'a') => {
    const giveBack = await turns.take(principal);
    order.push(name);
    return giveBack;
  };
  const [first, second] = await Promise.all([enter('1'), enter('2')]);
  const third = enter('3');
  const fourth = enter('4');
  expect(turns.take('a')).toBeNull();
  await enter('other', 'b');
  expect(order).toEqual(['1', '2', 'other']);
  first?.();
  first?.();
  await third;
  expect(order).toEqual(['1', '2', 'other', '3']);
  second?.();
  await fourth;
  expect(order).toEqual(['1', '2', 'other', '3', '4']);
});

test('has every place again when all were given back', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 1 });
  for (let round = 0; round < 3; round += 1) {
    const places = [turns.take('a'), turns.take('a')];
    for (const place of places) (await place)?.();
  }
  expect(await turns.take('a')).not.toBeNull();
  expect(await turns.take('a')).not.toBeNull();
});

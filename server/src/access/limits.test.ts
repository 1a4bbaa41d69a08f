import { afterAll, describe, expect, test } from 'vitest';
import { handClock, makeStores, type StoreMaker } from '../store/sample-store.ts';
import { accountLimit, addressLimit, forgetTries, takeTries } from './limits.ts';

describe.each(['sqlite', 'postgres'] as const)('limits on %s', (engine) => {
  let stores: StoreMaker;
  const opened = makeStores(engine).then((made) => {
    stores = made;
    return made;
  });
  afterAll(() => stores.stop());

  test('[A8] five at once, then one each ten minutes; who was right begins anew', async () => {
    const clock = handClock();
    const store = await (await opened).open(clock);
    const limit = accountLimit('factor', 'acc-1');
    const take = () => takeTries(store, [limit]);
    for (let nth = 0; nth < 5; nth++) expect(await take()).toBe(null);
    expect(await take()).toBe(10 * 60_000);
    clock.advance(10 * 60_000 - 1);
    expect(await take()).toBe(1);
    clock.advance(1);
    expect(await take()).toBe(null);
    expect(await take()).toBe(10 * 60_000);
    expect(await takeTries(store, [accountLimit('factor', 'acc-2')])).toBe(null);
    await store.write((tx) => forgetTries(tx, limit));
    for (let nth = 0; nth < 5; nth++) expect(await take()).toBe(null);
    clock.advance(24 * 3_600_000);
    for (let nth = 0; nth < 5; nth++) expect(await take()).toBe(null);
    expect(await take()).not.toBe(null);
  });

  test('[A8] two processes share them, a restart keeps them, and at once they give no more', async () => {
    const clock = handClock();
    const one = await (await opened).open(clock);
    const other = await (await opened).open(clock, one);
    const limit = addressLimit('sign-in', '203.0.113.7', 8);
    const take = (nth: number) => takeTries(nth % 2 === 0 ? one : other, [limit]);
    const answers: (number | null)[] = [];
    // Two writers in one thread would wait for one another for ever on SQLite's lock.
    if (engine === 'sqlite') for (let nth = 0; nth < 24; nth++) answers.push(await take(nth));
    else answers.push(...(await Promise.all(Array.from({ length: 24 }, (_, nth) => take(nth)))));
    expect(answers.filter((wait) => wait === null)).toHaveLength(8);
    const restarted = await (await opened).open(clock, one);
    expect(await takeTries(restarted, [limit])).not.toBe(null);
  });
});

test('nobody reads from the table who tried, and a network of IPv6 is one address', () => {
  const key = (address: string) => addressLimit('sign-in', address, 10).key;
  expect(accountLimit('password', 'tram').key).toMatch(/^[0-9a-f]{64}$/);
  expect(key('2001:db8::1')).toBe(key('2001:db8:0:0:ffff::2'));
  expect(key('2001:db8::1')).not.toBe(key('2001:db8:0:1::1'));
  expect(key('::1')).not.toBe(key('2001:db8::1'));
  expect(key('203.0.113.7')).not.toBe(key('203.0.113.8'));
  expect(key('::ffff:203.0.113.7')).not.toBe(key('::ffff:203.0.113.8'));
});

import { toBase64 } from '@khop/shared/base64';
import { toHex } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gzip, toBytes } from './bytes.ts';
import { asText, entriesOf, type RescuePush, readRescue, writeRescue } from './rescue-file.ts';
import { makeFilm } from './rescue-film.ts';

const head = {
  deviceName: 'TB-07',
  site: 'Trạm y tế xã Bình Lâm',
  madeAt: '2026-11-22T02:14:00.000Z',
};

/** As many bytes of chance as a sealed dose has, under one operator's key and one day's key. */
function pushesOf(count: number): RescuePush[] {
  const random = seededRandom(count);
  const hex = (length: number) => toHex(random(length));
  const [key, entryKey, journal, id] = [hex(16), hex(16), hex(16), hex(16)];
  const wrapped = toBase64(random(126));
  const pushes: RescuePush[] = [];
  for (let from = 1; from <= count; from += 100) {
    const entries = Array.from({ length: Math.min(100, count - from + 1) }, () => ({
      key,
      sig: toBase64(random(64)),
      id: hex(18),
      entryKey,
      sealed: toBase64(random(760)),
      digest: hex(32),
    }));
    const push = {
      protocol: 1,
      epoch: null,
      device: 'device-1',
      from,
      prevHash: hex(32),
      entryKeys: [{ id, wrapped }],
      vouchers: [{ text: 'x'.repeat(300), sig: toBase64(random(64)) }],
      entries,
      sig: toBase64(random(64)),
    };
    pushes.push({ journal, push });
  }
  return pushes;
}

describe('[P11] a rescue file', () => {
  test.each([
    [1, 2500],
    [100, 1250],
    [5000, 1150],
  ])('[P11] of %i entries comes back whole, in at most %i bytes for each', async (count, each) => {
    const pushes = pushesOf(count);
    const bytes = await writeRescue(head, pushes);
    expect(bytes.length / count).toBeLessThan(each);
    const read = await readRescue(bytes);
    if ('problem' in read) throw new Error(read.problem);
    const { id, ...rest } = read;
    expect(rest).toEqual({ ...head, pushes });
    expect(entriesOf(read)).toBe(count);
    expect(await readRescue(toBytes(asText(bytes)))).toMatchObject({ id });
    // Twenty are a film of forty codes; thousands are no film.
    expect(makeFilm(bytes) === null).toBe(count > 1000);
  });

  test('[P11] cut anywhere, or with any one byte changed, it is one problem or the very same file', async () => {
    const bytes = await writeRescue(head, pushesOf(3));
    const whole = await readRescue(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          expect(await readRescue(bytes.slice(0, at))).toHaveProperty('problem');
          const bent = bytes.slice();
          bent[at] = (bent[at] ?? 0) ^ change;
          const read = await readRescue(bent);
          // Some bytes of gzip's own head say nothing about what is in it.
          if (!('problem' in read)) expect(read).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('[P11] any bytes are read, and a small file that unpacks without end is not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const zipped = await gzip(new Uint8Array(bytes));
        for (const each of [new Uint8Array(bytes), zipped]) {
          expect(await readRescue(each)).toHaveProperty('problem');
        }
      }),
      { numRuns: 200 },
    );
    const bomb = await gzip(new Uint8Array(140 * 1_048_576));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await readRescue(bomb)).toEqual({ problem: 'too-large' });
  });
});

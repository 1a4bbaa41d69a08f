import { type PackedHead, writePacked } from '@khop/shared/protocol/packed-page';
import { seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { gzip, toBytes } from './bytes.ts';
import { openPage, sealRuns } from './pages.ts';
import { makeSealer } from './vault.ts';

const SCOPE = 'site:site-1';
const EPOCH = 'e'.repeat(32);
const lot = (id: string) => ({ pos: 1, id, record: { type: 'lot', id } });

async function sampleSealer() {
  const raw = new Uint8Array(32);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return makeSealer(crypto.subtle, seededRandom(1), key);
}

async function packed(runs: unknown[][], changes: Partial<PackedHead> = {}) {
  const zipped = await Promise.all(runs.map((run) => gzip(toBytes(JSON.stringify(run)))));
  const head: PackedHead = {
    epoch: EPOCH,
    scope: SCOPE,
    from: 0,
    to: 3,
    head: 3,
    serverTime: '2026-11-30T02:00:00.000Z',
    runs: runs.map((run, at) => ({ count: run.length, bytes: zipped[at]?.length ?? 0 })),
    ...changes,
  };
  return writePacked(head, zipped);
}

test('[P14] each run is a page of the tablet, sealed as it came', async () => {
  const sealer = await sampleSealer();
  const body = await packed([[lot('a'), lot('b')], [lot('c')]]);
  const taken = await sealRuns(sealer, SCOPE, body);
  expect(taken?.map(({ place, count }) => [place, count])).toEqual([
    [`${EPOCH}/0-3/0`, 2],
    [`${EPOCH}/0-3/1`, 1],
  ]);
  for (const { told, ...page } of taken ?? []) {
    expect(await openPage(sealer, { scope: SCOPE, ...page })).toEqual(told);
  }
});

test('pages that end at one place but begin at two have two names', async () => {
  const sealer = await sampleSealer();
  const places = await Promise.all(
    [0, 1].map(async (from) => {
      const runs = await sealRuns(sealer, SCOPE, await packed([[lot('a')]], { from }));
      return runs?.map(({ place }) => place);
    }),
  );
  expect(places[0]).not.toEqual(places[1]);
});

test('[P14] what is no page of the scope gives none: cut, not zipped, of another count, shape or scope', async () => {
  const sealer = await sampleSealer();
  const good = [[lot('a')]];
  const whole = await packed(good);
  const spoiled = whole.slice();
  spoiled.set([0, 0], spoiled.indexOf(10) + 1);
  const bytes = whole.length - spoiled.indexOf(10) - 1;
  const wrong = {
    cut: whole.slice(0, -1),
    'not zipped': spoiled,
    'another count': await packed(good, { runs: [{ count: 2, bytes }] }),
    'another shape': await packed([[{ id: 'a' }]]),
    'another scope': await packed(good, { scope: 'site:site-2' }),
    portal: toBytes('<html>'),
  };
  expect(await sealRuns(sealer, SCOPE, whole)).not.toBeNull();
  for (const [why, body] of Object.entries(wrong)) {
    expect(await sealRuns(sealer, SCOPE, body), why).toBeNull();
  }
});

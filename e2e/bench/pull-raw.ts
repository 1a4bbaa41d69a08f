// What a record costs on its way down, part by part, in one thread of Node: no wire, no browser, no disk.
// Usage: node e2e/bench/pull-raw.ts [records]
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { RUN_RECORDS, Run } from '@khop/shared/protocol/packed-page';
import type { StoredRecord } from '@khop/shared/record';
import { makeWordKeys, outlineOf } from '../../client/src/data/register/outline.ts';
import { makeSealer } from '../../client/src/data/vault.ts';
import { recordsOf } from './sync/records.ts';
import { percentile } from './sync/run.ts';

const ROUNDS = 9;
const count = Number(process.argv[2] ?? 10_000);
const told = recordsOf(count).map((record, at) => ({ pos: at + 1, id: record.id, record }));
const runs: (typeof told)[] = [];
for (let at = 0; at < told.length; at += RUN_RECORDS) runs.push(told.slice(at, at + RUN_RECORDS));

const rows = runs.map((run) => run.map(({ record }) => JSON.stringify(record)));
const texts = runs.map((run) => JSON.stringify(run));
const zipped = texts.map((text) => gzipSync(text, { level: 4 }));
const plain = zipped.map((run) => gunzipSync(run));
const parsed = texts.map((text) => JSON.parse(text) as typeof told);
const raw = new Uint8Array(32);
const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
const sealer = makeSealer(crypto.subtle, (length) => new Uint8Array(randomBytes(length)), key);

const zip = (level: number) => () => texts.map((text) => gzipSync(text, { level }));
const PARTS: Readonly<Record<string, () => unknown>> = {
  'office: zipped, level 1': zip(1),
  'office: zipped, level 4 (as it is)': zip(4),
  'office: zipped, level 6': zip(6),
  'tablet: inflated': () => zipped.map((run) => gunzipSync(run)),
  'tablet: sealed as it came': () =>
    Promise.all(zipped.map((run, at) => sealer.seal('pages', `scope/${at}`, new Uint8Array(run)))),
  'tablet: read as text and parsed': () =>
    plain.map((run) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(run))),
  'tablet: shape of the run checked': () => parsed.map((run) => Run.safeParse(run).success),
  'tablet: outline for search, lists and tasks': () => {
    const keysOf = makeWordKeys();
    return parsed.flat().map(({ record }) => outlineFor(record, keysOf));
  },
  'no more: written as JSON again': () => parsed.map((run) => JSON.stringify(run)),
};

function outlineFor(record: StoredRecord, keysOf: ReturnType<typeof makeWordKeys>) {
  if (record.type !== 'person') throw new Error('the sample holds persons');
  return outlineOf(record, 'site-1', keysOf);
}

const bytes = (parts: readonly { length: number }[]) =>
  (parts.reduce((sum, { length }) => sum + length, 0) / count).toFixed(0);
console.log(`${count} records of ${bytes(rows.flat())} B; zipped at level 1, 4, 6 to`);
console.log([1, 4, 6].map((level) => bytes(zip(level)())).join(', '), 'B');
for (const [name, work] of Object.entries(PARTS)) {
  const all: number[] = [];
  for (let round = 0; round < ROUNDS + 2; round++) {
    const start = performance.now();
    await work();
    if (round >= 2) all.push(((performance.now() - start) * 1000) / count);
  }
  const [median, least, most] = [0.5, 0, 1].map((share) => percentile(all, share).toFixed(1));
  console.log(`${name}: ${median} µs a record (${least}–${most})`);
}

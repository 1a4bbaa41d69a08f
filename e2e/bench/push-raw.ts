// Raw push: the office's own work for an entry (parse, hash, decide, fold, write, fsync), without
// HTTP: without proofs, with each signature proved, and sealed as by a locked tablet.
// Usage: node e2e/bench/push-raw.ts [entries] [entries a push] [office.sqlite | postgres://…]
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PushRequest } from '@khop/shared/protocol/push';
import { openStore } from '../../server/src/store/open-store.ts';
import { readArrivals } from '../../server/src/sync/arrival.ts';
import { groupCommit } from '../../server/src/sync/commit.ts';
import { openPush } from '../../server/src/sync/open-push.ts';
import type { Push } from '../../server/src/sync/push.ts';
import { makePreparing, type Prepared } from './raw/prepare.ts';

const WARM_UP = 10_000;
const ROUNDS = 7;
const total = Number(process.argv[2] ?? 50_000);
const each = Number(process.argv[3] ?? 500);
const folder = mkdtempSync(join(tmpdir(), 'khop-bench-'));
const location = process.argv[4] ?? join(folder, 'office.sqlite');
const clock = { now: () => Date.now(), mono: () => performance.now() };
const store = await openStore(location, { clock, random: (length) => randomBytes(length) });
const committer = groupCommit(store);
const { keys, prepare } = await makePreparing(store);

type Way = {
  name: string;
  isSealed: boolean;
  open(journal: string, asked: PushRequest): Promise<Push>;
};

/** What a push becomes when nobody asks who signed it: the limit the proofs are measured against. */
async function openUnproved(journal: string, request: PushRequest): Promise<Push> {
  const { device, epoch, from, prevHash } = request;
  const receivedAt = Date.now();
  const said = request.entries.map((entry) => {
    if (!('text' in entry)) throw new Error('a sealed entry cannot be read unopened');
    return entry;
  });
  const arrivals = readArrivals({ journal, device, receivedAt }, from, prevHash, said);
  return { journal, device, receivedAt, epoch, from, prevHash, arrivals };
}

async function openProved(journal: string, request: PushRequest): Promise<Push> {
  const opened = await openPush(keys, journal, Date.now(), request);
  if ('refused' in opened) throw new Error(`the office refused a push: ${opened.refused}`);
  return opened.push;
}

const WAYS: readonly Way[] = [
  { name: 'without proofs', isSealed: false, open: openUnproved },
  { name: 'proved', isSealed: false, open: openProved },
  { name: 'sealed and proved', isSealed: true, open: openProved },
];

type Cost = { wall: number; cpu: number };

/** µs an entry, by the clock and of processor time; a push begins when the one before is durable. */
async function run(way: Way, { journal, count, requests }: Prepared): Promise<Cost> {
  const start = performance.now();
  const before = process.cpuUsage();
  for (const request of requests) {
    const outcome = await committer.push(await way.open(journal, request));
    const isWhole = outcome.status === 'stored' && outcome.reply.refused.length === 0;
    if (!isWhole) throw new Error(`a push was not stored whole: ${JSON.stringify(outcome)}`);
  }
  const { user, system } = process.cpuUsage(before);
  return { wall: ((performance.now() - start) * 1000) / count, cpu: (user + system) / count };
}

function spread(values: number[]): string {
  const sorted = values.toSorted((left, right) => left - right);
  const [min, median, max] = [0, 3, 6].map((nth) => (sorted[nth] ?? 0).toFixed(1));
  return `${median} (${min}–${max})`;
}

let seed = 1;
for (const way of WAYS) await run(way, await prepare(seed++, WARM_UP, each, way.isSealed));
const costs = new Map<Way, Cost[]>(WAYS.map((way) => [way, []]));
for (let round = 0; round < ROUNDS; round++) {
  // Beginning with another one each time: the store grows under all of them alike.
  for (let nth = 0; nth < WAYS.length; nth++) {
    const way = WAYS[(nth + round) % WAYS.length];
    if (way === undefined) continue;
    const prepared = await prepare(seed++, Math.ceil(total / ROUNDS), each, way.isSealed);
    costs.get(way)?.push(await run(way, prepared));
  }
}
for (const [{ name }, rounds] of costs) {
  console.log(
    `push raw, ${store.engine}, ${name}, ${each} entries a push, µs an entry: ` +
      `wall ${spread(rounds.map(({ wall }) => wall))}, cpu ${spread(rounds.map(({ cpu }) => cpu))}`,
  );
}
await store.close();
rmSync(folder, { recursive: true, force: true });

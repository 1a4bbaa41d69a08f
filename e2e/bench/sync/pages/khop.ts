import { allowOwnWorkers, type PolicyMaker } from '@khop/client/app/script-policy';
import { openTablet } from '@khop/client/open-tablet';
import type { Tablet } from '@khop/client/tablet';
import type { World } from '@khop/client/world';
import type { EntryBody } from '@khop/shared/entry';
import { doseFact } from '../journal.ts';
import type { TabletKeys } from '../tablet-keys.ts';
import { countLedger, fillLedger, showsInClear } from './khop-ledger.ts';
import { otherTablet, rawPrepare, rawPush, rawPushAhead } from './khop-raw.ts';
import {
  benchWorld,
  enrolled,
  hears,
  OPERATOR_ID,
  PIN,
  rest,
  roads,
  until,
} from './khop-tablet.ts';
import { HERE, type PeerPage, STORE_IS_EMPTY, type Where } from './peer-page.ts';
import { dropDatabases, durabilitySeen, onPut } from './watch-idb.ts';

// As the client's own main: the office's policy lets no page start a worker without it.
allowOwnWorkers((window as { trustedTypes?: PolicyMaker }).trustedTypes, location.origin);

let tablet: Tablet;
let world: World;
let where: Where;
let durableAt = 0;

// The last page of a pull and its cursor are one transaction: complete means durable (relaxed).
onPut(
  'cursors',
  (row) => (row as { after: number; head: number }).after === (row as { head: number }).head,
  () => {
    durableAt = performance.now();
  },
);

/** A hint after a pause is told at once; within 250 ms of another it waits. */
const BETWEEN_HINTS_MS = 320;

const bench: PeerPage & {
  rawPrepare(seed: number, from: number, count: number): Promise<void>;
  rawPush(): Promise<number>;
  rawPushAhead(): Promise<number>;
  /** As `push`, but by a tablet that is locked: what it cannot open goes sealed to the office. */
  lockedPush(): Promise<number>;
  showsInClear(): Promise<boolean>;
} = {
  async setup(at) {
    where = at;
    roads.pull = false;
    world = benchWorld(where);
    tablet = await enrolled(world, where);
  },
  async reset(at) {
    await tablet.close();
    await dropDatabases();
    await bench.setup(at);
  },
  async fill(seed, from, count) {
    await fillLedger(world, { seed, from, count });
  },
  async push() {
    roads.push = true;
    const start = performance.now();
    tablet.sendNow();
    await tablet.settled();
    const ms = performance.now() - start;
    const { waiting, quarantine } = tablet.status.get();
    if (waiting > 0 || quarantine.length > 0) throw new Error(`${waiting} still wait`);
    return ms;
  },
  async pull(probe) {
    roads.pull = true;
    const start = performance.now();
    tablet.sendNow();
    await tablet.settled();
    const found = await tablet.register.find(probe, 10);
    const searchable = performance.now();
    if (found.length === 0) throw new Error('the last person cannot be found');
    const { persons } = await tablet.register.size();
    return { durableMs: durableAt - start, searchableMs: searchable - start, persons };
  },
  async live() {
    await until(hears, hears.get);
    await rest(BETWEEN_HINTS_MS);
    await tablet.settled();
  },
  async up(seed, count) {
    const savedMs: number[] = [];
    const sentMs: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const { subject, body } = doseFact(seed, nth, HERE);
      const start = performance.now();
      await tablet.record('dose-recorded', subject, body as EntryBody<'dose-recorded'>);
      const saved = performance.now();
      await until(tablet.status, () => tablet.status.get().waiting === 0);
      sentMs.push(performance.now() - saved);
      savedMs.push(saved - start);
      await rest(BETWEEN_HINTS_MS);
      await tablet.settled();
    }
    return { savedMs, sentMs };
  },
  async down(seed, count) {
    const afterAckMs: number[] = [];
    const wholeMs: number[] = [];
    const write = await otherTablet(world, other(), seed);
    const { register } = tablet;
    for (let nth = 0; nth < count; nth++) {
      const fact = doseFact(seed, nth, HERE);
      const send = await write(fact);
      let seenAt = 0;
      const seen = new Promise<void>((resolve) => {
        const stop = register.version.subscribe(async () => {
          const view = await register.person(fact.subject);
          if (seenAt > 0 || !view?.record.applied.includes(fact.id)) return;
          seenAt = performance.now();
          stop();
          resolve();
        });
      });
      const start = performance.now();
      await send();
      const acked = performance.now();
      await seen;
      afterAckMs.push(Math.max(0, seenAt - acked));
      wholeMs.push(seenAt - start);
      await rest(BETWEEN_HINTS_MS);
      await tablet.settled();
    }
    return { afterAckMs, wholeMs };
  },
  async save(seed, count) {
    Object.assign(roads, { push: false, pull: false, hints: false });
    const ms: number[] = [];
    for (let nth = 0; nth < count; nth++) {
      const { subject, body } = doseFact(seed, nth, HERE);
      const start = performance.now();
      await tablet.record('dose-recorded', subject, body as EntryBody<'dose-recorded'>);
      ms.push(performance.now() - start);
      window.saved?.(nth + 1);
    }
    return ms;
  },
  async search(queries) {
    const ms: number[] = [];
    const found: number[] = [];
    for (const query of queries) {
      const start = performance.now();
      const rows = await tablet.register.find(query, 20);
      ms.push(performance.now() - start);
      found.push(rows.length);
    }
    return { ms, found };
  },
  async cold(at, probe) {
    Object.assign(roads, { push: false, pull: false, hints: false });
    where = at;
    world = benchWorld(at);
    tablet = await openTablet(world);
    const openMs = performance.now();
    if (tablet.state.get().at === 'not-enrolled') throw new Error(STORE_IS_EMPTY);
    const answer = await tablet.unlock(OPERATOR_ID, PIN);
    if (!answer.ok)
      throw new Error(
        `the PIN was refused: ${JSON.stringify(answer)} ${JSON.stringify(tablet.state.get()).slice(0, 400)}`,
      );
    const unlockedMs = performance.now();
    let firstMs = 0;
    for (;;) {
      const { persons, ready } = await tablet.register.size();
      if (persons > 0 && firstMs === 0) {
        const rows = await tablet.register.find(probe.split(' ')[0] ?? '', 1);
        if (rows[0] !== undefined && (await tablet.register.person(rows[0].id)) !== null) {
          firstMs = performance.now();
        }
      }
      if (ready) break;
      await until(tablet.register.version, changed);
    }
    if ((await tablet.register.find(probe, 10)).length === 0) throw new Error('not found');
    return { openMs, unlockedMs, firstMs, searchableMs: performance.now() };
  },
  count: () => countLedger(world),
  durability: async () => durabilitySeen(),
  rawPrepare: (seed, from, count) => rawPrepare(other(), { seed, from, count }),
  rawPush: () => rawPush(world, other()),
  rawPushAhead: () => rawPushAhead(world, other()),
  async lockedPush() {
    roads.push = false;
    tablet.lock();
    await tablet.settled();
    return bench.push();
  },
  showsInClear: () => showsInClear(world, ['PFIZER', 'Nguyễn', 'dose-recorded', 'personal-id']),
};

function other(): TabletKeys {
  if (where.other === null) throw new Error('the office gave no other tablet');
  return where.other;
}

let versionSeen = -1;
/** True once after each growth of the register's version. */
function changed(): boolean {
  const now = tablet.register.version.get();
  const isNew = now !== versionSeen;
  versionSeen = now;
  return isNew;
}

Object.assign(window, { bench });

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '@khop/shared/sample';
import Database from 'better-sqlite3';
import { HA } from '../journeys/nurse.ts';
import type { Office, Settings } from '../journeys/office.ts';
import { balanceLedger, missingAtOffice } from './tablet-balance.ts';
import { openBrowser, type TabletBrowser } from './tablet-browser.ts';
import { beginSaving, hearSaves, openTabletPage, readLedger, sendAll } from './tablet-page.ts';
import { buildPlanted } from './tablet-plants.ts';
import { enrolProfile, openRigOffice } from './tablet-rig.ts';
import { tell } from './tablet-table.ts';
import { type Cut, makeVolatileDisk } from './volatile-disk.ts';

const LANES = 3;
const CUTS_PER_RUN = 10;

export type PowerCuts = {
  cuts: number;
  /** Saves that had been called saved when the power went, over all cuts; and those not there. */
  saved: number;
  lost: number;
  flushes: number;
  /** Sectors not flushed when the power went, and how many of those were there by chance. */
  unflushed: number;
  torn: number;
  broken: string[];
};

/** What was true when the power went: of the disk, of the office, and of what was called saved. */
type Moment = { cut: Cut; office: string; saved: Set<string>; writes: number };

/** One run of a tablet whose profile lies on a volatile disk, cut again and again while it saves and sends. */
async function cutOneRun(
  { office }: { office: Office },
  { cuts, seed }: { cuts: number; seed: number },
  told: PowerCuts,
): Promise<void> {
  const chance = seededRandom(seed);
  const disk = await makeVolatileDisk({ megabytes: 384 });
  try {
    const profile = join(disk.folder, 'profile');
    mkdirSync(profile);
    const browser = await enrolProfile(profile, office);
    const saved = new Set<string>();
    await browser.page.reload();
    await openTabletPage(browser.page, HA.pin);
    const { promise: hasBegun, resolve } = Promise.withResolvers<void>();
    await hearSaves(browser.page, (id) => {
      saved.add(id);
      resolve();
    });
    const saving = { first: seed * 1_000_000, most: 100_000, lanes: LANES };
    void beginSaving(browser.page, saving).catch(() => undefined);
    await hasBegun;

    const moments: Moment[] = [];
    for (let nth = 0; nth < cuts; nth++) {
      await pause(100 + chance.next() * 500);
      const before = new Set(saved);
      // Every other cut falls between a write and its flush, and finds some sectors written.
      const tear = chance.next();
      const writes = Math.ceil(chance.next() * 40);
      const how = nth % 2 === 0 ? { tear: 0, writes: 0 } : { tear, writes };
      let goOn = () => {};
      let there = '';
      const cut = await disk.cutAt({ seed: seed * 1000 + nth, ...how }, async () => {
        goOn = browser.freeze();
        there = await snapshot(office, nth);
      });
      goOn();
      moments.push({ cut, office: there, saved: before, writes: how.writes });
    }
    await browser.kill();
    for (const [nth, moment] of moments.entries()) {
      const broken = await lookAfter(moment, office, told);
      told.broken.push(...broken.map((each) => `run ${seed} cut ${nth}: ${each}`));
    }
  } finally {
    await disk.close();
  }
}

async function snapshot({ data }: Office, nth: number): Promise<string> {
  const file = join(data, `at-cut-${nth}.sqlite`);
  const database = new Database(join(data, 'office.sqlite'), { readonly: true });
  await database.backup(file);
  database.close();
  return file;
}

/** The power is back: what the tablet called saved is there once, opens, and reaches the office once. */
async function lookAfter(moment: Moment, office: Office, told: PowerCuts): Promise<string[]> {
  const { cut, saved } = moment;
  await office.kill();
  for (const end of ['', '-wal', '-shm'])
    rmSync(join(office.data, `office.sqlite${end}`), { force: true });
  const database = new Database(moment.office, { readonly: true });
  await database.backup(join(office.data, 'office.sqlite'));
  database.close();
  rmSync(moment.office);
  await office.restart();

  told.cuts += 1;
  told.saved += saved.size;
  told.flushes = Math.max(told.flushes, cut.flushes);
  told.unflushed += cut.unflushed;
  told.torn += cut.torn;
  const disk = await cut.mount();
  const profile = join(disk.folder, 'profile');
  const opened: TabletBrowser[] = [];
  let lost = 0;
  const open = async () => {
    const browser = await openBrowser(profile, office.url);
    opened.push(browser);
    return browser;
  };
  try {
    const first = await open();
    await openTabletPage(first.page, HA.pin);
    const held = await readLedger(first.page);
    const there = new Set(held.map(({ id }) => id));
    lost = [...saved].filter((id) => !there.has(id)).length;
    const { broken } = balanceLedger(saved, held, LANES + moment.writes);
    const left = await sendAll(first.page);
    if (left > 0) broken.push(`${left} entries could not be sent`);
    await first.close();
    broken.push(...missingAtOffice(office.data, [...there]));
    // Opened once more: a log that was torn and written on may be read once and no second time.
    const second = await open();
    await openTabletPage(second.page, HA.pin);
    const again = await readLedger(second.page);
    await second.close();
    if (again.length !== held.length) {
      lost = saved.size - [...saved].filter((id) => again.some((each) => each.id === id)).length;
      broken.push(`opened once more, ${again.length} of ${held.length} entries are there`);
    }
    return broken;
  } catch (trouble) {
    lost = saved.size;
    return [`the tablet could not be opened: ${String(trouble).split('\n')[0]}`];
  } finally {
    told.lost += lost;
    // Closed twice is closed; what could not be closed must not hide what was found.
    for (const browser of opened) await browser.close().catch(() => undefined);
    await disk.unmount();
    cut.drop();
  }
}

export async function cutPower(
  { times, seed }: { times: number; seed: number },
  settings: Settings = {},
): Promise<PowerCuts> {
  const told: PowerCuts = {
    cuts: 0,
    saved: 0,
    lost: 0,
    flushes: 0,
    unflushed: 0,
    torn: 0,
    broken: [],
  };
  for (let run = 0; told.cuts < times; run++) {
    const rig = await openRigOffice(settings);
    try {
      const cuts = Math.min(CUTS_PER_RUN, times - told.cuts);
      await cutOneRun(rig, { cuts, seed: seed + run }, told);
    } finally {
      await rig.end();
    }
  }
  return told;
}

// node e2e/faults/tablet-power.ts --times N --seed S: as root, with nbdkit. Ends with 0 when the
// strict ledger lost nothing and the control, a relaxed one, lost something: a rig whose control
// loses nothing is broken, and its result void.
if (import.meta.main) {
  const { values } = parseArgs({
    options: { times: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
  });
  const [times, seed] = [Number(values.times), Number(values.seed)];
  const relaxed = await buildPlanted('relaxed');
  const control = await cutPower(
    { times: Math.max(3, Math.ceil(times / 20)), seed },
    { KHOP_CLIENT_DIR: relaxed },
  );
  rmSync(relaxed, { recursive: true, force: true });
  tell('tablet-power control: relaxed', seed, control, control.broken);
  if (control.lost === 0) {
    console.log('VOID: the control lost nothing, so the rig cuts no power');
    process.exit(1);
  }
  const strict = await cutPower({ times, seed });
  tell('tablet-power', seed, strict, strict.broken);
  process.exit(strict.broken.length === 0 && strict.saved > 0 ? 0 : 1);
}

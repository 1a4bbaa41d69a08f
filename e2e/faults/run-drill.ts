import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Copied, copyOnce } from '@khop/server/backup/copy';
import { makeKeys, readPrivateKey, readPublicKeys } from '@khop/server/backup/key';
import { type Restored, restoreFolder } from '@khop/server/backup/restore';
import { raiseSafe } from '@khop/server/backup/safe';
import { copyDatabase, sqliteSnapshot } from '@khop/server/backup/snapshot';
import { seededRandom } from '@khop/shared/sample';
import { perform } from '../house/acts.ts';
import { handClock } from '../house/hand-clock.ts';
import { type Actor, emptyHouse, type House, makeActor } from '../house/house.ts';
import { examine } from '../house/invariants.ts';
import { makeCitizen } from '../house/people.ts';
import { type DrillOffice, openDrillOffice } from './drill-office.ts';
import { fillOffice } from './fill-office.ts';

export type DrillOptions = {
  seed: number;
  /** Records of other sites that make the office large. */
  records: number;
  /** Entries acknowledged before the full copy, after it, and recorded after the restore. */
  before: number;
  lost: number;
  /** Of those after it, how many are still copied, in segments. */
  copied: number;
  added: number;
  /** `naive` puts the copied database back as it was, as anybody would: the control. */
  restore: 'real' | 'naive';
};

export type DrillReport = DrillOptions & {
  saved: number;
  /** Entries of the house's tablets in the office: right after the restore, and at the end. */
  restored: number;
  there: number;
  /** Promises that do not hold at the end. */
  broken: string[];
  /** What the tablets' clocks showed until nothing was missing: minutes. */
  healedInMinutes: number | null;
  backup: { ms: number; segmentMs: number; bytes: number; databaseBytes: number } | null;
  restoring: Restored['ms'] | null;
};

const START = Date.parse('2026-11-21T00:00:00.000Z');

/**
 * Three tablets, an office, a backup, a lost disk. The third tablet is out of reach while the others
 * record what will be lost, and the first to come back afterwards: it fills the places in the feeds
 * that the others believe to know.
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const chance = seededRandom(options.seed);
  const clock = handClock(START);
  const citizens = Array.from({ length: 80 }, (_, index) => makeCitizen(chance, index + 1));
  const office = await openDrillOffice({ clock, random: chance, citizens });
  const house = emptyHouse({ chance, clock, citizens, office });
  try {
    for (let index = 0; index < 3; index++) house.actors.push(await makeActor(house, index));
    const [, , late] = house.actors;
    if (late === undefined) throw new Error('a house without tablets');
    await fillOffice(office.store(), options.records, clock.now());

    await recordUntil(house, house.actors, options.before);
    const backups = openBackups(office, clock);
    const full = await backups.copy('full');
    const naive = join(office.folder, 'naive.sqlite');
    if (options.restore === 'naive') await copyDatabase(office.location, naive);

    late.wire.isDown = true;
    const early = house.actors.filter((actor) => actor !== late);
    await recordUntil(house, early, options.before + options.copied);
    const segment = options.copied > 0 ? await backups.copy('next') : null;
    await recordUntil(house, early, options.before + options.lost);

    await office.kill();
    rmSync(office.dataDir, { recursive: true });
    let restored: Restored | null = null;
    if (options.restore === 'real') restored = await backups.restore();
    else putBack(naive, office);
    await office.start();
    const left = await countThere(house);

    for (const { wire } of early) wire.isDown = true;
    late.wire.isDown = false;
    await recordUntil(house, [late], options.before + options.lost + options.added);
    for (const { wire } of early) wire.isDown = false;
    const healedInMinutes = await waitUntilHealed(house);
    const there = await countThere(house);
    const broken = await examine(house);
    return {
      ...options,
      saved: house.saved.size,
      restored: left,
      there,
      broken: broken.slice(0, 5),
      healedInMinutes,
      backup: full === null ? null : { ...full.told, segmentMs: segment?.told.ms ?? 0 },
      restoring: restored?.ms ?? null,
    };
  } finally {
    await office.close();
  }
}

/** Registrations and doses until so many are saved in all, each handed over and acknowledged. */
async function recordUntil(house: House, actors: readonly Actor[], total: number): Promise<void> {
  for (let nth = 0; house.saved.size < total; nth++) {
    const actor = actors[nth % actors.length];
    if (actor === undefined) throw new Error('nobody records');
    await perform(nth % 3 === 0 ? 'register' : 'dose', house, actor);
  }
  for (let round = 0; round < 2; round++) {
    // Minutes pass; nobody presses a button.
    house.clock.advance(6 * 60_000);
    for (const { tablet } of actors) await tablet.settled();
  }
  await house.office.runChecks(10_000);
  const waiting = actors.reduce((sum, { tablet }) => sum + tablet.status.get().waiting, 0);
  if (waiting > 0) throw new Error(`${waiting} entries were not acknowledged`);
}

function putBack(copy: string, office: DrillOffice): void {
  mkdirSync(office.dataDir);
  copyFileSync(copy, office.location);
}

/** Entries that were saved on a tablet and lie in the office exactly once. */
async function countThere(house: House): Promise<number> {
  const times = new Map<string, number>();
  for (const { entries } of (await house.office.view()).journals) {
    for (const { id } of entries) if (id !== null) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return [...house.saved.keys()].filter((id) => times.get(id) === 1).length;
}

/** Time alone passes: no button, no log-in, no unlock. Null if an hour was not enough. */
async function waitUntilHealed(house: House): Promise<number | null> {
  for (let minutes = 0; minutes <= 60; minutes++) {
    if ((await countThere(house)) === house.saved.size) return minutes;
    house.clock.advance(60_000);
    for (const { tablet } of house.actors) await tablet.settled();
  }
  return null;
}

function openBackups(office: DrillOffice, clock: House['clock']) {
  const random = seededRandom(42);
  const keys = makeKeys(random);
  const to = join(office.folder, 'copies');
  const seen = new Map<string, string>();
  const world = { clock: { now: clock.now, mono: () => performance.now() }, random };
  return {
    async copy(mode: 'full' | 'next'): Promise<{ copied: Copied; told: Told } | null> {
      const begun = performance.now();
      const copied = await copyOnce({
        world,
        snapshot: sqliteSnapshot(office.location),
        file: office.location,
        workDir: office.dataDir,
        to,
        keys: readPublicKeys(keys.public),
        mode,
        fullEveryMs: Number.POSITIVE_INFINITY,
        seen,
      });
      if (copied === null) return null;
      const ms = Math.round(performance.now() - begun);
      await raiseSafe(office.store(), copied.heads);
      return { copied, told: { ms, bytes: copied.bytes, databaseBytes: office.databaseBytes() } };
    },
    restore: () =>
      restoreFolder({
        world,
        from: to,
        key: readPrivateKey(keys.private),
        until: null,
        data: office.dataDir,
        mayReplace: false,
      }),
  };
}

type Told = { ms: number; bytes: number; databaseBytes: number };

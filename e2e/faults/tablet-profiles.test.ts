import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { deliverTo } from '../house/deliver.ts';
import { makeDisk } from '../house/disk.ts';
import { handClock } from '../house/hand-clock.ts';
import { makeProfile } from '../house/profile.ts';
import { subtleOf } from '../house/subtle.ts';
import { putDatabases } from '../profiles/in-page.ts';
import { readProfile, storedVersions } from '../profiles/profile-file.ts';
import { openDrillOffice } from './drill-office.ts';

const versions = storedVersions();
const HOUR_MS = 3_600_000;

test('there is a profile of a released version', () => {
  expect(versions.length).toBeGreaterThan(0);
});

test.each(versions)(
  '[I15] what %s left unsent opens in this version and reaches the office once',
  async (version) => {
    const { profile, office: database } = readProfile(version);
    const folder = mkdtempSync(join(tmpdir(), 'khop-profile-'));
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/office.sqlite'), database);
    const clock = handClock(profile.atMs + HOUR_MS);
    const random = seededRandom(7);
    const office = await openDrillOffice({ clock, random, citizens: [] }, folder);
    try {
      const disk = makeDisk();
      await putDatabases(profile.databases, disk.factory, subtleOf(random));
      for (const [key, value] of Object.entries(profile.marks)) disk.marks.set(key, value);
      const deliver = deliverTo(
        () => office.app(),
        () => {},
        async () => {},
      );
      const ask = (url: string, init: RequestInit) => deliver(new Request(url, init));
      const { tablet } = await makeProfile({ clock, random, ask, skewMs: 0, disk }).open();
      expect(tablet.state.get().at).toBe('locked');
      expect(tablet.status.get().waiting).toBe(profile.unsent.length);
      expect(await tablet.unlock(profile.operator, profile.pin)).toEqual({ ok: true });
      await tablet.settled();
      tablet.sendNow();
      await tablet.settled();
      expect(tablet.status.get()).toMatchObject({ waiting: 0, quarantine: [], problem: null });
      await tablet.close();
      expect(timesAt(office.location, profile.unsent)).toEqual(profile.unsent.map(() => 1));
    } finally {
      await office.close();
    }
    rmSync(folder, { recursive: true, force: true });
  },
);

function timesAt(location: string, ids: readonly string[]): number[] {
  const database = new Database(location, { readonly: true });
  const count = database.prepare(
    "select count(*) as n from entry where id = ? and state = 'applied'",
  );
  const times = ids.map((id) => (count.get(id) as { n: number }).n);
  database.close();
  return times;
}

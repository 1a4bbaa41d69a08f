import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleJournal, seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { getOffice } from '../store/epochs.ts';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import { startTestPostgres } from '../store/test-postgres.ts';
import { acceptOne, addPerson, samplePush } from '../sync/sample-push.ts';
import { openCopier } from './copier.ts';
import { makeKeys, readPrivateKey } from './key.ts';
import { beginNewEpoch, restoreFolder, restorePostgres } from './restore.ts';
import { raiseSafe } from './safe.ts';
import { readContent } from './sample-copies.ts';

test('[I2] [I14] an office on PostgreSQL is copied row by row, and restores on either engine', async () => {
  const cluster = await startTestPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'khop-backup-pg-'));
  const clock = handClock();
  const world = { clock, random: seededRandom(3) };
  const keys = makeKeys(world.random);
  const location = await cluster.freshUrl();
  const store = await openStore(location, world);
  const copier = openCopier(world);
  const to = join(folder, 'copies');
  const tablet = sampleJournal(7);
  const record = async (serial: number) => {
    const from = tablet.entries.length + 1;
    addPerson(tablet, serial);
    await acceptOne(store, samplePush(tablet, { from }));
  };
  const copy = async () => {
    clock.advance(60_000);
    const request = {
      location,
      workDir: folder,
      to,
      publicKeys: keys.public,
      mode: 'next',
    } as const;
    const copied = await copier.copy({ ...request, fullEveryMs: 86_400_000 });
    await raiseSafe(store, copied?.heads ?? []);
    return copied;
  };
  try {
    await record(1);
    await record(2);
    expect(await copy()).toMatchObject({ kind: 'full', contains: { entries: 4, records: 2 } });
    await record(3);
    expect(await copy()).toMatchObject({ kind: 'segment', contains: { entries: 2, records: 1 } });
    expect(await copy()).toBeNull();
    const held = await readContent(store);
    const { rows } = await store.read(async ({ db }) => ({
      rows: await db.selectFrom('journal').select(['head', 'safe']).execute(),
    }));
    expect(rows).toEqual([{ head: 6, safe: 6 }]);

    const asked = { world, from: to, key: readPrivateKey(keys.private), until: null };
    const database = await cluster.freshUrl();
    await restorePostgres({ ...asked, database });
    await expect(restorePostgres({ ...asked, database })).rejects.toMatchObject({
      kind: 'occupied',
    });
    const again = await openStore(database, world);
    expect(await readContent(again)).toBe(held);
    const before = await again.read(getOffice);
    expect(await beginNewEpoch(again)).not.toBe(before.epoch);
    await again.close();

    const own = openCopier(world);
    const data = join(folder, 'data');
    await restoreFolder({ ...asked, data, mayReplace: false });
    const embedded = await openStore(join(data, 'office.sqlite'), world);
    expect(await readContent(embedded)).toBe(held);
    await embedded.close();

    const file = join(data, 'office.sqlite');
    const request = { location: file, workDir: data, to: join(folder, 'second') };
    const full = { ...request, publicKeys: keys.public, mode: 'full', fullEveryMs: 1 } as const;
    await own.copy(full);
    const empty = await cluster.freshUrl();
    const mixed = restorePostgres({ ...asked, from: request.to, database: empty });
    await expect(mixed).rejects.toMatchObject({ kind: 'version' });
  } finally {
    await copier.close();
    await store.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

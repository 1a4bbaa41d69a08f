import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SampleJournal, sampleJournal, seededRandom } from '@khop/shared/sample';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import { acceptOne, addPerson, samplePush } from '../sync/sample-push.ts';
import { type Copied, type CopyOptions, copyOnce } from './copy.ts';
import { makeKeys, type PrivateKey, readPrivateKey, readPublicKeys } from './key.ts';
import { type Restored, restoreFolder } from './restore.ts';
import { raiseSafe } from './safe.ts';
import { sqliteSnapshot } from './snapshot.ts';

/** An office on a real file with a backup folder beside it, for tests. */
export type SampleOffice = {
  store: Store;
  folder: string;
  to: string;
  key: PrivateKey;
  keys: { private: string; public: string };
  clock: ReturnType<typeof handClock>;
  tablets: SampleJournal[];
  /** One more person with a dose on a tablet, and the push of all it has. */
  record(tablet: number): Promise<void>;
  copy(mode?: CopyOptions['mode']): Promise<Copied | null>;
  options(mode?: CopyOptions['mode']): CopyOptions;
  restore(more?: {
    until?: string;
    key?: PrivateKey;
    from?: string;
  }): Promise<Restored & { data: string }>;
  heads(): Promise<Map<string, { head: number; safe: number }>>;
  close(): Promise<void>;
};

export async function openSampleOffice(seed: number): Promise<SampleOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-backup-'));
  const clock = handClock();
  const random = seededRandom(seed);
  const world = { clock, random };
  const file = join(folder, 'office.sqlite');
  const store = await openStore(file, world);
  const keys = makeKeys(random);
  const to = join(folder, 'copies');
  mkdirSync(to);
  const tablets = [sampleJournal(seed * 10 + 1), sampleJournal(seed * 10 + 2)];
  const seen = new Map<string, string>();
  let serial = seed * 1000;
  let restores = 0;

  const options = (mode: CopyOptions['mode'] = 'next'): CopyOptions => ({
    world,
    snapshot: sqliteSnapshot(file),
    file,
    workDir: folder,
    to,
    keys: readPublicKeys(keys.public),
    mode,
    fullEveryMs: 86_400_000,
    seen,
  });
  return {
    store,
    folder,
    to,
    keys,
    key: readPrivateKey(keys.private),
    clock,
    tablets,
    options,
    async record(nth) {
      const tablet = tablets[nth % tablets.length];
      if (tablet === undefined) throw new Error('no such tablet');
      serial += 1;
      const from = tablet.entries.length + 1;
      addPerson(tablet, serial);
      const outcome = await acceptOne(store, samplePush(tablet, { from }));
      if (outcome.status !== 'stored') throw new Error('a push was not stored');
    },
    async copy(mode = 'next') {
      clock.advance(60_000);
      const copied = await copyOnce(options(mode));
      if (copied !== null) await raiseSafe(store, copied.heads);
      return copied;
    },
    async restore({ until, key, from } = {}) {
      restores += 1;
      const data = join(folder, `restored-${restores}`);
      const restored = await restoreFolder({
        world,
        from: from ?? to,
        key: key ?? readPrivateKey(keys.private),
        until: until ?? null,
        data,
        mayReplace: false,
      });
      return { ...restored, data };
    },
    heads: () => readHeads(store),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function readHeads(store: Store) {
  const rows = await store.read(({ db }) =>
    db.selectFrom('journal').select(['id', 'head', 'safe']).execute(),
  );
  return new Map(rows.map(({ id, head, safe }) => [id, { head, safe }]));
}

/** Everything that must be the same after a restore, as text: entries, records, receipts, access. */
export async function readContent(store: Store): Promise<string> {
  return store.read(async ({ db }) => {
    const entry = await db
      .selectFrom('entry')
      .selectAll()
      .orderBy('journal')
      .orderBy('seq')
      .execute();
    const record = await db.selectFrom('record').selectAll().orderBy('id').execute();
    const audit = await db
      .selectFrom('audit')
      .selectAll()
      .where('chain', '!=', 'office')
      .orderBy('chain')
      .orderBy('seq')
      .execute();
    const journal = await db
      .selectFrom('journal')
      .select(['id', 'device', 'head', 'head_hash', 'state', 'fork_at', 'receipts', 'receipt_hash'])
      .orderBy('id')
      .execute();
    const device = await db.selectFrom('device').selectAll().orderBy('id').execute();
    return JSON.stringify({ entry, record, audit, journal, device }, null, 1);
  });
}

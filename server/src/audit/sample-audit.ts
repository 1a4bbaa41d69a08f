import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleJournal, seededRandom } from '@khop/shared/sample';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { recordAct } from '../store/audit.ts';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { acceptOne, addPerson, samplePush } from '../sync/sample-push.ts';

/** An office on disk with some journals and acts, and its database without the triggers that guard it. */
export type SampleAudit = {
  folder: string;
  store: Store;
  clock: ReturnType<typeof handClock>;
  /** Pushes of each tablet and acts of the office: so many rows in so many chains. */
  work(journals: number, pushes: number, acts: number): Promise<void>;
  /** A copy somebody has laid hands on; `close` it before the folder goes. */
  copy(): { raw: Database.Database; db: Kysely<Tables> };
  end(): Promise<void>;
};

export async function openSampleAudit(): Promise<SampleAudit> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-audit-'));
  const clock = handClock();
  const store = await openStore(join(folder, 'office.sqlite'), { clock, random: seededRandom(3) });
  const copies: Database.Database[] = [];
  let seed = 100;
  return {
    folder,
    store,
    clock,
    async work(journals, pushes, acts) {
      for (let nth = 0; nth < journals; nth++) {
        seed += 1;
        const tablet = sampleJournal(seed);
        for (let each = 1; each <= pushes; each++) {
          const from = tablet.entries.length + 1;
          addPerson(tablet, seed * 1000 + each);
          const pushed = await acceptOne(store, samplePush(tablet, { from }));
          if (pushed.status !== 'stored') throw new Error('the sample was not stored');
        }
      }
      for (let nth = 0; nth < acts; nth++) {
        clock.advance(1000);
        await store.write((tx) =>
          recordAct(tx, { who: 'op', act: 'signed-in', object: `s${nth}` }),
        );
      }
    },
    copy() {
      const file = join(folder, `copy-${copies.length}.sqlite`);
      new Database(join(folder, 'office.sqlite')).exec(`vacuum into '${file}'`).close();
      const raw = new Database(file);
      raw.exec('drop trigger audit_keeps; drop trigger audit_stays');
      copies.push(raw);
      return { raw, db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) }) };
    },
    async end() {
      for (const raw of copies) raw.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

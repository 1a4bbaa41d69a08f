import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { examine } from '@khop/server/backup/examine';
import { readBacklog } from '@khop/server/store/jobs';
import { openStore } from '@khop/server/store/open-store';
import type { Reads, Store } from '@khop/server/store/store';
import type { PersonRecord } from '@khop/shared/record';
import Database from 'better-sqlite3';
import type { Ack, FieldTablet } from './field-tablet.ts';
import { realWorld } from './office-process.ts';

/** What an office's file holds, read from a copy so that looking changes nothing. */
export type OfficeFile = {
  heads: Map<string, number>;
  timesById: Map<string, number>;
  /** What is wrong with the file by itself: SQLite's own check, gaps, hashes, records. */
  broken: string[];
};

/** An office that runs begins its log anew after copying it back: not while somebody reads (`live`). */
export type OfficeLife = 'dead' | 'live';

/** Opens a copy of the file and its log as an office after a crash would, so that looking changes nothing. */
async function onCopy<T>(
  file: string,
  life: OfficeLife,
  look: (store: Store) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'khop-look-'));
  try {
    const reader = life === 'live' ? new Database(file, { readonly: true }) : null;
    reader?.exec('begin; select * from sqlite_schema');
    for (const each of [file, `${file}-wal`]) {
      if (existsSync(each)) copyFileSync(each, join(folder, basename(each)));
    }
    reader?.close();
    const store = await openStore(join(folder, basename(file)), realWorld);
    try {
      return await look(store);
    } finally {
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Looks an office's file through; what is wrong with it is part of the answer. */
export async function lookAt(file: string, life: OfficeLife = 'dead'): Promise<OfficeFile> {
  const found: OfficeFile = { heads: new Map(), timesById: new Map(), broken: [] };
  try {
    await onCopy(file, life, (store) => store.read((reads) => lookThrough(reads, found)));
  } catch (error) {
    found.broken.push(error instanceof Error ? error.message : String(error));
  }
  return found;
}

/** The same of an office on PostgreSQL, whose server answers. */
export async function lookAtServer(url: string): Promise<OfficeFile> {
  const found: OfficeFile = { heads: new Map(), timesById: new Map(), broken: [] };
  try {
    const store = await openStore(url, realWorld);
    await store.read((reads) => lookThrough(reads, found)).finally(() => store.close());
  } catch (error) {
    found.broken.push(error instanceof Error ? error.message : String(error));
  }
  return found;
}

async function lookThrough(reads: Reads, found: OfficeFile): Promise<void> {
  if (reads.engine === 'sqlite') {
    const said = reads.raw.pragma('integrity_check', { simple: true });
    if (said !== 'ok') found.broken.push(`integrity_check: ${String(said).slice(0, 200)}`);
  }
  const journals = await reads.db.selectFrom('journal').select(['id', 'head']).execute();
  for (const { id, head } of journals) found.heads.set(id, head);
  const entries = await reads.db.selectFrom('entry').select('id').execute();
  for (const { id } of entries) {
    if (id !== null) found.timesById.set(id, (found.timesById.get(id) ?? 0) + 1);
  }
  const { foldsElse } = await examine(reads.db, realWorld.random);
  if (foldsElse > 0) found.broken.push(`[R1] ${foldsElse} records are not their entries' folds`);
}

/** Entries acknowledged before `atNs` that the file does not hold: I2, before anything is offered again. */
export function lostAcks(
  acks: readonly Ack[],
  heads: ReadonlyMap<string, number>,
  atNs: bigint | null = null,
): number {
  const most = new Map<string, number>();
  for (const { journal, acked, atNs: heardNs } of acks) {
    if (atNs !== null && heardNs >= atNs) continue;
    most.set(journal, Math.max(most.get(journal) ?? 0, acked));
  }
  let lost = 0;
  for (const [journal, acked] of most) lost += Math.max(0, acked - (heads.get(journal) ?? 0));
  return lost;
}

export type Verdict = { lost: number; doubled: number };

/** After all has been offered again: each saved entry is there, once. */
export function judgeSaved(
  fields: readonly Pick<FieldTablet, 'saved'>[],
  timesById: ReadonlyMap<string, number>,
): Verdict {
  const verdict: Verdict = { lost: 0, doubled: 0 };
  for (const { saved } of fields) {
    for (const id of saved) {
      const times = timesById.get(id) ?? 0;
      if (times === 0) verdict.lost += 1;
      if (times > 1) verdict.doubled += 1;
    }
  }
  return verdict;
}

/** The identity checks in an office's file. */
export type FileChecks = {
  /** Questions with a recorded verdict's answer. */
  answers: string[];
  waiting: number;
  failed: number;
  /** Until when each question waits that may not be asked yet [G1]. */
  heldUntil: number[];
  persons: PersonRecord[];
};

export function readChecks(file: string, life: OfficeLife): Promise<FileChecks> {
  return onCopy(file, life, (store) =>
    store.read(async (reads) => {
      const { waiting, failed } = await readBacklog(reads);
      const answers = await reads.db
        .selectFrom('answer')
        .select('job')
        .where('outcome', 'in', ['match', 'mismatch'])
        .execute();
      const held = await reads.db
        .selectFrom('job')
        .select('run_at')
        .where('state', '=', 'held')
        .execute();
      const persons = await reads.db
        .selectFrom('record')
        .select('body')
        .where('type', '=', 'person')
        .execute();
      return {
        answers: answers.map(({ job }) => job),
        waiting,
        failed,
        heldUntil: held.map(({ run_at }) => run_at),
        persons: persons.map(({ body }) => JSON.parse(body) as PersonRecord),
      };
    }),
  );
}

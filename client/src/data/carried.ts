import type { Instant } from '@khop/shared/time';
import type { CarryTrouble } from '../rescue.ts';
import type { Bytes } from './bytes.ts';
import type { Ledger } from './ledger.ts';

/** A rescue file of another tablet. Nothing in it can be read here, locked or open. */
export type CarriedRow = {
  /** The hash of its content. */
  id: string;
  /** Null once the office has all of it. */
  bytes: Bytes | null;
  deviceName: string;
  site: string;
  madeAt: Instant;
  entries: number;
  pushes: number;
  takenAtMs: number;
  /** How many of its pushes the office holds to their end. */
  delivered: number;
  deliveredAtMs: number | null;
  trouble: CarryTrouble | null;
};

/** Keeps a file; durable when it resolves. What is known already stays as it is. */
export function keepCarried(ledger: Ledger, row: CarriedRow): Promise<CarriedRow> {
  return ledger.run((db) =>
    db.transaction('rw', db.carried, async () => {
      const known = await db.carried.get(row.id);
      if (known !== undefined) return known;
      await db.carried.add(row);
      return row;
    }),
  );
}

/** All of them, the newest first. */
export async function readCarried(ledger: Ledger): Promise<CarriedRow[]> {
  const rows = await ledger.run((db) => db.carried.toArray());
  return rows.toSorted((a, b) => b.takenAtMs - a.takenAtMs);
}

export async function findCarried(ledger: Ledger, id: string): Promise<CarriedRow | null> {
  return (await ledger.run((db) => db.carried.get(id))) ?? null;
}

/**
 * What the office said. The one place where carried bytes are let go: it has acknowledged each push
 * up to its end [I21].
 */
export async function noteHandedIn(
  ledger: Ledger,
  id: string,
  said: { delivered: number; trouble: CarryTrouble | null },
  nowMs: number,
): Promise<void> {
  await ledger.run((db) =>
    db.transaction('rw', db.carried, async () => {
      const row = await db.carried.get(id);
      if (row === undefined || row.bytes === null) return;
      const delivered = Math.max(row.delivered, said.delivered);
      const isAll = delivered === row.pushes;
      const done = isAll ? { bytes: null, deliveredAtMs: nowMs, trouble: null } : {};
      await db.carried.put({ ...row, trouble: said.trouble, delivered, ...done });
    }),
  );
}

const REMEMBERED_MS = 30 * 86_400_000;

/** That a file was handed in is remembered for a while, so that it is not carried twice. */
export async function forgetDelivered(ledger: Ledger, nowMs: number): Promise<void> {
  await ledger.run((db) =>
    db.transaction('rw', db.carried, async () => {
      const old = (await db.carried.toArray()).filter(
        ({ bytes, deliveredAtMs }) =>
          bytes === null && deliveredAtMs !== null && deliveredAtMs < nowMs - REMEMBERED_MS,
      );
      await db.carried.bulkDelete(old.map(({ id }) => id));
    }),
  );
}

import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Office } from './office.ts';

// What stands in the office's own tables, read beside it: what no screen tells, and nobody else can.

function ask<Row>(office: Office, sql: string, ...given: string[]): Row[] {
  const database = new Database(join(office.data, 'office.sqlite'), { readonly: true });
  const rows = database.prepare(sql).all(...given) as Row[];
  database.close();
  return rows;
}

export type HeldEntry = {
  kind: string | null;
  operator: string | null;
  key: string | null;
  /** Whose key the office says it is. */
  keyOf: string | null;
  state: string;
  problem: string | null;
  flag: string | null;
};

/** Everything a tablet of this name recorded, in its order. */
export function entriesOf(office: Office, deviceName: string): HeldEntry[] {
  return ask(
    office,
    `select entry.kind, entry.operator, entry.key, operator_key.account as keyOf,
       entry.state, entry.problem, entry.flag
     from entry join device on device.id = entry.device
     left join operator_key on operator_key.id = entry.key
     where device.name = ? order by entry.journal, entry.seq`,
    deviceName,
  );
}

export function dosesOf(office: Office, deviceName: string): HeldEntry[] {
  return entriesOf(office, deviceName).filter(({ kind }) => kind === 'dose-recorded');
}

/** Who did this, in the order they did it. */
export function whoDid(office: Office, act: string): string[] {
  const rows = ask<{ who: string }>(office, 'select who from audit where act = ? order by at', act);
  return rows.map(({ who }) => who);
}

/** [L9] A week passes for every session of a tablet, and for nothing else. */
export function passSessions(office: Office): void {
  const database = new Database(join(office.data, 'office.sqlite'));
  database.prepare("update session set expires_at = created_at where kind = 'tablet'").run();
  database.close();
}

/** A new epoch, as after `khop restore`, while the office works. */
export function beginEpoch(office: Office): void {
  const database = new Database(join(office.data, 'office.sqlite'));
  database
    .prepare(
      `insert into office (nth, epoch, journal, reason, started_at)
       select max(nth) + 1, lower(hex(randomblob(16))), lower(hex(randomblob(16))), 'restored', ?
       from office`,
    )
    .run(Date.now());
  database.close();
}

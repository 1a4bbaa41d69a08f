import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSampleOffice, type SampleOffice } from './sample-copies.ts';

let office: SampleOffice;
beforeEach(async () => {
  office = await openSampleOffice(9);
  for (let nth = 0; nth < 6; nth++) await office.record(nth);
});
afterEach(() => office.close());

/** Changes the database behind the office's back, as a failing disk or a hand would. */
function tamper(statement: string): void {
  const raw = new Database(join(office.folder, 'office.sqlite'));
  for (const table of ['entry', 'audit']) {
    for (const what of ['keeps', 'stays']) raw.exec(`drop trigger ${table}_${what}`);
  }
  expect(raw.prepare(statement).run().changes).toBeGreaterThan(0);
  raw.close();
}

describe('[I5] [I19] a copy is not called a backup', () => {
  test.each([
    ['an entry says something else', "update entry set text = text || ' ' where seq = 3"],
    ['an entry in the middle is gone', 'delete from entry where seq = 2'],
    ['the last entry is gone', 'delete from entry where seq = 6'],
    ['a head is too far', 'update journal set head = head + 1'],
    [
      'an entry lies in no journal',
      "update entry set journal = 'x' where rowid = (select max(rowid) from entry)",
    ],
    ['a receipt was changed', "update audit set who = 'somebody' where seq = 1"],
    ['a receipt is gone', 'delete from audit where seq = 2'],
    [
      'the last receipt is gone',
      "delete from audit where chain like 'journal:%' and seq = (select receipts from journal where 'journal:' || id = chain)",
    ],
    ['the last receipt is another', "update journal set receipt_hash = 'x'"],
    [
      'a record lacks an entry',
      "update record set body = json_set(body, '$.applied', json_array(json_extract(body, '$.applied[0]')))",
    ],
    ['a record is of nobody', "update entry set subject = 'x' where seq = 1"],
    ['an entry is filed as another kind', "update entry set kind = 'dose-kept' where seq = 3"],
    ['an entry is filed under another id', 'update entry set id = subject where seq = 3'],
    ['an entry is filed under another nurse', "update entry set operator = 'x' where seq = 3"],
    ['an applied entry is set aside', "update entry set state = 'quarantined' where seq = 3"],
    ['an entry came from no tablet', "update entry set device = 'x' where seq = 3"],
    ['a record is filed under another number', "update record set number = '001099000001'"],
    ['a record is filed as another type', "update record set type = 'lot'"],
    ['a record is filed under another id', "update record set id = 'x' || substr(id, 2)"],
    ['a record cannot be read', 'update record set body = substr(body, 2)'],
  ])('when %s', async (_, statement) => {
    tamper(statement);
    await expect(office.copy()).rejects.toMatchObject({ kind: 'unsound' });
    expect(readdirSync(office.to)).toEqual([]);
    for (const { safe } of (await office.heads()).values()) expect(safe).toBe(0);
  });
});

test('[I5] what is damaged after the full copy is found by the segment, and not copied', async () => {
  await office.copy();
  const safe = [...(await office.heads()).values()];
  await office.record(0);
  tamper("update entry set text = text || ' ' where seq = 8");
  await expect(office.copy()).rejects.toMatchObject({ kind: 'unsound' });
  expect([...(await office.heads()).values()].map((each) => each.safe)).toEqual(
    safe.map((each) => each.safe),
  );
  expect(readdirSync(office.to).filter((name) => name.endsWith('.khop'))).toHaveLength(1);
});

test('[R1] a record that would fold otherwise today is copied all the same, and told', async () => {
  tamper("update record set body = json_set(body, '$.phone', '0900000000')");
  expect(await office.copy()).toMatchObject({ kind: 'full', foldsElse: 6 });
});

import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuditRow, nextAuditRow } from '../store/audit.ts';
import { startEpoch } from '../store/epochs.ts';
import { readAnchors } from './anchor-points.ts';
import { openSampleAudit, type SampleAudit } from './sample-audit.ts';
import { writeAnchor } from './start-anchors.ts';
import { verifyAudit } from './verify.ts';

let office: SampleAudit;
let dir = '';
const chance = seededRandom(20_261_122);
const below = (count: number) => Math.floor(chance.next() * count);
const anchor = () => writeAnchor({ ...office, dir, key: null });

beforeAll(async () => {
  office = await openSampleAudit();
  dir = join(office.folder, 'anchors');
  await office.work(6, 8, 20);
  await anchor();
  await office.work(4, 6, 20);
  office.clock.advance(3_600_000);
  await anchor();
});
afterAll(() => office.end());

const allRows = (raw: Database.Database) =>
  raw.prepare('select * from audit order by chain, seq').all() as AuditRow[];
const KEY = 'where chain = ? and seq = ?';

/** Other than it was, and as likely at the first as at the last sign. */
function otherText(text: string): string {
  const at = below(text.length);
  const sign = text[at] === '0' ? '1' : '0';
  return text.slice(0, at) + sign + text.slice(at + 1);
}

type Attack = (raw: Database.Database, rows: AuditRow[]) => void;
const one = (rows: AuditRow[]) => rows[below(rows.length)] as AuditRow;
const isLast = (rows: AuditRow[], { chain, seq }: AuditRow) =>
  !rows.some((row) => row.chain === chain && row.seq === seq + 1);

/** What a hand in the database can do to a row without making the chain anew. */
const attacks: Record<string, Attack> = {
  edit(raw, rows) {
    const row = one(rows);
    const column = (['at', 'who', 'act', 'object', 'hash'] as const)[below(5)] ?? 'at';
    const value = column === 'at' ? row.at + 1 + below(1000) : otherText(row[column]);
    raw.prepare(`update audit set ${column} = ? ${KEY}`).run(value, row.chain, row.seq);
  },
  drop(raw, rows) {
    const inside = one(rows.filter((row) => !isLast(rows, row)));
    raw.prepare(`delete from audit ${KEY}`).run(inside.chain, inside.seq);
  },
  'drop and close the gap'(raw, rows) {
    const { chain, seq } = one(rows.filter((row) => !isLast(rows, row)));
    raw.prepare(`delete from audit ${KEY}`).run(chain, seq);
    for (const row of rows.filter((each) => each.chain === chain && each.seq > seq)) {
      raw.prepare(`update audit set seq = seq - 1 ${KEY}`).run(chain, row.seq);
    }
  },
  swap(raw, rows) {
    const a = one(rows);
    const b = one(rows.filter((row) => row.hash !== a.hash));
    const put = raw.prepare(
      `update audit set at = ?, who = ?, act = ?, object = ?, hash = ? ${KEY}`,
    );
    put.run(b.at, b.who, b.act, b.object, b.hash, a.chain, a.seq);
    put.run(a.at, a.who, a.act, a.object, a.hash, b.chain, b.seq);
  },
  'put in'(raw, rows) {
    const row = one(rows);
    const next = { ...row, seq: row.seq + 1 };
    for (const each of rows.filter((x) => x.chain === row.chain && x.seq > row.seq).toReversed()) {
      raw.prepare(`update audit set seq = seq + 1 ${KEY}`).run(each.chain, each.seq);
    }
    insert(raw, { ...next, hash: 'f'.repeat(64) });
  },
  'cut a journal’s receipts'(raw, rows) {
    const { chain, seq } = one(rows.filter((row) => row.chain !== 'office'));
    raw.prepare('delete from audit where chain = ? and seq >= ?').run(chain, seq);
  },
  'write a journal’s receipts anew'(raw, rows) {
    rewrite(raw, rows, one(rows.filter((row) => row.chain !== 'office')));
  },
};

/** What hides itself within the database: only a place outside of it can tell. */
const hidden: Record<string, Attack> = {
  'cut the office’s chain'(raw, rows) {
    const { chain, seq } = one(rows.filter((row) => row.chain === 'office'));
    raw.prepare('delete from audit where chain = ? and seq >= ?').run(chain, seq);
  },
  'write the office’s chain anew'(raw, rows) {
    rewrite(raw, rows, one(rows.filter((row) => row.chain === 'office')));
  },
  'cut a journal’s receipts and its count of them'(raw, rows) {
    const { chain, seq } = one(rows.filter((row) => row.chain !== 'office'));
    raw.prepare('delete from audit where chain = ? and seq >= ?').run(chain, seq);
    const before = rows.find((row) => row.chain === chain && row.seq === seq - 1);
    raw
      .prepare('update journal set receipts = ?, receipt_hash = ? where id = ?')
      .run(seq - 1, before?.hash ?? '', chain.replace('journal:', ''));
  },
};

function insert(raw: Database.Database, row: AuditRow): void {
  const { chain, seq, at, who, act, object, hash } = row;
  raw
    .prepare('insert into audit values (?,?,?,?,?,?,?)')
    .run(chain, seq, at, who, act, object, hash);
}

/** Says another `who` and makes every hash after it fit. */
function rewrite(raw: Database.Database, rows: AuditRow[], from: AuditRow): void {
  const its = rows.filter((row) => row.chain === from.chain);
  let before = its.find((row) => row.seq === from.seq - 1) ?? { seq: 0, hash: '' };
  for (const row of its.filter(({ seq }) => seq >= from.seq)) {
    const who = row.seq === from.seq ? 'nobody' : row.who;
    const next = nextAuditRow(row.chain, before, { ...row, who });
    raw
      .prepare(`update audit set who = ?, hash = ? ${KEY}`)
      .run(who, next.hash, row.chain, row.seq);
    before = next;
  }
}

describe('[A23] a hand in the database', () => {
  test('an audit nobody touched holds, with its anchors and without', async () => {
    const { db } = office.copy();
    const points = await readAnchors(dir, null);
    expect(points).toMatchObject({ lines: 2, problems: [] });
    expect(await verifyAudit(db, points)).toEqual({
      rows: 6 * 8 + 4 * 6 + 40,
      chains: 11,
      findings: [],
      restoredAway: 0,
    });
    expect((await verifyAudit(db, null)).findings).toEqual([]);
  });

  test('of 1,000 changes at random each is found', async () => {
    const { raw, db } = office.copy();
    const rows = allRows(raw);
    const names = Object.keys(attacks);
    const missed: string[] = [];
    for (let nth = 0; nth < 1000; nth++) {
      const name = names[nth % names.length] ?? '';
      raw.exec('begin');
      attacks[name]?.(raw, rows);
      const { findings } = await verifyAudit(db, null);
      if (findings.length === 0) missed.push(`${nth} ${name}`);
      raw.exec('rollback');
    }
    expect(missed).toEqual([]);
  });

  test('what hides itself within the database is found by the anchors, and by nothing else', async () => {
    const { raw, db } = office.copy();
    const rows = allRows(raw);
    const points = await readAnchors(dir, null);
    const names = Object.keys(hidden);
    for (let nth = 0; nth < 300; nth++) {
      raw.exec('begin');
      const name = names[nth % names.length] ?? '';
      hidden[name]?.(raw, rows);
      expect((await verifyAudit(db, null)).findings, name).toEqual([]);
      const { findings } = await verifyAudit(db, points);
      expect(findings.length, name).toBeGreaterThan(0);
      for (const { kind } of findings) expect(['cut', 'rewritten']).toContain(kind);
      raw.exec('rollback');
    }
  });

  test('an entry that was changed with all its hashes is another than its receipt says', async () => {
    const { raw, db } = office.copy();
    raw.exec('drop trigger entry_keeps');
    const { journal } = raw.prepare('select journal from entry limit 1').get() as {
      journal: string;
    };
    raw
      .prepare('update entry set hash = ? where journal = ? and seq = 2')
      .run('0'.repeat(64), journal);
    expect((await verifyAudit(db, null)).findings).toEqual([
      { chain: `journal:${journal}`, seq: 1, kind: 'other-entry' },
    ]);
  });
});

describe('[A22] anchors', () => {
  test('a line holds what moved since; a new month begins with all', async () => {
    await office.work(1, 1, 0);
    const moved = await anchor();
    expect(Object.keys(moved.anchor.heads)).toHaveLength(1);
    office.clock.advance(15 * 24 * 3_600_000);
    const whole = await anchor();
    expect(Object.keys(whole.anchor.heads)).toHaveLength(12);
    expect(readdirSync(dir).sort()).toEqual(['anchors-2026-11.jsonl', 'anchors-2026-12.jsonl']);
    const { lines, problems, last } = await readAnchors(dir, null);
    expect([lines, problems, last?.hash]).toEqual([4, [], whole.hash]);
  });

  test('a line that is changed, taken out or exchanged is told; one cut off is gone past', async () => {
    const file = join(dir, 'anchors-2026-11.jsonl');
    const text = readFileSync(file, 'utf8');
    const [first = '', ...rest] = text.split('\n');
    const kinds = async (lines: string[]) => {
      writeFileSync(file, lines.join('\n'));
      return (await readAnchors(dir, null)).problems.map(({ kind }) => kind);
    };
    expect(await kinds([first.replace('T', 't'), ...rest])).toEqual(['changed', 'out-of-order']);
    expect(await kinds(rest)).toEqual(['out-of-order']);
    expect(await kinds([first, rest[1] ?? '', rest[0] ?? '', ''])).toContain('out-of-order');
    expect(await kinds([first, ...rest])).toEqual([]);
    const last = join(dir, 'anchors-2026-12.jsonl');
    appendFileSync(last, '{"anchor":"{\\"nth\\":5');
    await anchor();
    const points = await readAnchors(dir, null);
    expect([points.lines, points.problems, points.last?.anchor.nth]).toEqual([6, [], 5]);
    appendFileSync(last, first);
    await expect(anchor()).rejects.toThrow('was changed');
    rmSync(dir, { recursive: true });
  });

  test('signed with a key, a line made without it is told', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signed = await writeAnchor({ ...office, dir, key: privateKey });
    expect(signed.isSigned).toBe(true);
    expect((await readAnchors(dir, publicKey)).problems).toEqual([]);
    await writeAnchor({ ...office, dir, key: generateKeyPairSync('ed25519').privateKey });
    await anchor();
    const { problems } = await readAnchors(dir, publicKey);
    expect(problems.map(({ kind }) => kind)).toEqual(['wrong-signature', 'unsigned']);
    rmSync(dir, { recursive: true });
  });

  test('what a restore took away is told until its epoch is named', async () => {
    const { epoch } = await office.store.read(({ db }) =>
      db.selectFrom('office').select('epoch').executeTakeFirstOrThrow(),
    );
    const { raw, db } = office.copy();
    await office.work(0, 0, 5);
    await anchor();
    await office.store.write((tx) => startEpoch(tx, 'restored'));
    const points = await readAnchors(dir, null);
    expect((await verifyAudit(db, points)).findings).toMatchObject([
      { chain: 'office', kind: 'cut' },
    ]);
    expect(await verifyAudit(db, points, new Set([epoch]))).toMatchObject({
      findings: [],
      restoredAway: 1,
    });
    expect(raw.open).toBe(true);
  });
});

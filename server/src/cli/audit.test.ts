import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAnchorConfig } from '../audit/anchor-config.ts';
import { openSampleAudit, type SampleAudit } from '../audit/sample-audit.ts';
import { run as anchor } from './audit-anchor.ts';
import { run as verify } from './audit-verify.ts';

let office: SampleAudit;
beforeAll(async () => {
  office = await openSampleAudit();
  await office.work(2, 3, 5);
});
afterAll(() => office.end());

async function say(command: typeof verify, args: string[]): Promise<[number, string[]]> {
  let said = '';
  const stdout = {
    write: async (text: string) => {
      said += text;
    },
  };
  const code = await command(args, { stdin: process.stdin, stdout, today: '2026-11-22' });
  return [code, said.trim().split('\n')];
}

test('[A23] an anchor is printed for paper; what was cut after it is told, one line each', async () => {
  const { folder } = office;
  const at = ['--data', folder];
  const to = join(folder, 'anchors');
  const [made, [line = '']] = await say(anchor, [...at, '--to', to]);
  expect(made).toBe(0);
  expect(line).toMatch(/^1 · \d{4}-\S+Z · ([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  const [sound, [sum = '']] = await say(verify, [...at, '--anchors', to]);
  expect([sound, JSON.parse(sum)]).toMatchObject([0, { rows: 11, wrong: 0, lastAnchor: line }]);

  const raw = new Database(join(folder, 'office.sqlite'));
  raw.exec("drop trigger audit_stays; delete from audit where chain = 'office' and seq > 3");
  raw.close();
  const [without] = await say(verify, at);
  const [broken, [finding = '']] = await say(verify, [...at, '--anchors', to]);
  expect([without, broken, JSON.parse(finding)]).toEqual([
    0,
    1,
    { chain: 'office', seq: 5, kind: 'cut' },
  ]);
});

test('[A22] anchors are asked for by a folder; a wrong key or time is one sentence', () => {
  const key = join(office.folder, 'anchor.pem');
  expect(readAnchorConfig({ KHOP_ANCHOR_DIR: '' })).toBeNull();
  writeFileSync(key, 'nothing');
  const wrong = { KHOP_ANCHOR_DIR: '/a', KHOP_ANCHOR_KEY_FILE: key };
  expect(() => readAnchorConfig(wrong)).toThrow(/^KHOP_ANCHOR_KEY_FILE cannot be read.*\.$/);
  expect(() => readAnchorConfig({ KHOP_ANCHOR_EVERY: '0' })).toThrow(/^KHOP_ANCHOR_EVERY must/);
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(readAnchorConfig(wrong)).toMatchObject({ dir: '/a', everyMs: 3_600_000 });
});

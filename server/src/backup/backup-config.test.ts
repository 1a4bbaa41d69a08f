import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { readBackupConfig } from './backup-config.ts';
import { makeKeys } from './key.ts';

const folder = mkdtempSync(join(tmpdir(), 'khop-config-'));
const keys = makeKeys(seededRandom(1));
const file = join(folder, 'key.pub');
const office = { database: '/srv/khop/office.sqlite', dataDir: '/srv/khop' };
const asked = { KHOP_BACKUP_DIR: '/mnt/backup', KHOP_BACKUP_KEY: file };

test('backup settings: what is wrong is one sentence that names the setting', () => {
  writeFileSync(file, `# two officials\n${keys.public}\n${makeKeys(seededRandom(2)).public}\n`);
  const sentenceOf = (more: Record<string, string>) => {
    try {
      return readBackupConfig({ ...asked, ...more }, office);
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  expect(readBackupConfig({}, office)).toBeNull();
  expect(readBackupConfig(asked, office)).toMatchObject({
    everyMs: 60_000,
    keptMs: 35 * 86_400_000,
    request: { to: '/mnt/backup', location: office.database, fullEveryMs: 86_400_000 },
  });
  expect(sentenceOf({ KHOP_BACKUP_EVERY: '0' })).toBe(
    'KHOP_BACKUP_EVERY must be seconds from 1 to 3600.',
  );
  expect(sentenceOf({ KHOP_BACKUP_KEY: '' })).toContain('KHOP_BACKUP_KEY is missing');
  expect(sentenceOf({ KHOP_BACKUP_KEY: '/none' })).toContain('cannot be read');
  expect(sentenceOf({ KHOP_BACKUP_DIR: '/srv/khop/copies' })).toContain('lies in the data folder');
  writeFileSync(file, keys.private);
  // The private key beside the data it is to protect would be worth nothing.
  expect(sentenceOf({})).toContain('the other half');
  rmSync(folder, { recursive: true });
});

import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { handClock } from '../store/sample-store.ts';
import { copyOnce } from './copy.ts';
import { makeKeys, readPrivateKey, readPublicKeys } from './key.ts';
import { openSampleOffice, readContent, type SampleOffice } from './sample-copies.ts';

let office: SampleOffice;
beforeEach(async () => {
  office = await openSampleOffice(1);
});
afterEach(() => office.close());

async function contentOf(data: string): Promise<string> {
  const world = { clock: handClock(), random: seededRandom(5) };
  const store = await openStore(join(data, 'office.sqlite'), world);
  try {
    return await readContent(store);
  } finally {
    await store.close();
  }
}

describe('a backup', () => {
  test('[I2] a full copy and its segments restore to exactly what the office held', async () => {
    for (let nth = 0; nth < 5; nth++) await office.record(nth);
    expect(await office.copy()).toMatchObject({ kind: 'full', foldsElse: 0 });
    for (let nth = 0; nth < 5; nth++) {
      await office.record(nth);
      expect((await office.copy())?.kind).toBe('segment');
    }
    expect(await office.copy()).toBeNull();
    const restored = await office.restore();
    expect(restored.files).toHaveLength(6);
    expect(restored.contains).toMatchObject({ entries: 20, records: 10, journals: 2 });
    expect(await contentOf(restored.data)).toBe(await readContent(office.store));
  });

  test('[I14] safe rises to what was copied, never beyond, and only after it was read back', async () => {
    await office.record(0);
    await office.record(1);
    expect([...(await office.heads()).values()].map(({ safe }) => safe)).toEqual([0, 0]);
    await office.copy();
    await office.record(0);
    const [first = '', second = ''] = office.tablets.map(({ journal }) => journal);
    expect((await office.heads()).get(first)).toEqual({ head: 4, safe: 2 });
    expect((await office.heads()).get(second)).toEqual({ head: 2, safe: 2 });
    await office.copy();
    expect((await office.heads()).get(first)).toEqual({ head: 4, safe: 4 });
  });

  test('what a killed copy left behind is swept up by the next', async () => {
    await office.record(0);
    const partial = join(office.to, 'full-000001-20261121T010000Z-00000000.khop.partial');
    writeFileSync(partial, 'half');
    mkdirSync(join(office.folder, 'backup-work'));
    writeFileSync(join(office.folder, 'backup-work', 'office.sqlite'), 'half');
    expect((await office.copy())?.kind).toBe('full');
    expect(readdirSync(office.to).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(readdirSync(office.folder)).not.toContain('backup-work');
    expect((await office.restore()).contains.entries).toBe(2);
  });

  test('[I8] a folder that cannot be written gives one sentence and leaves nothing behind', async () => {
    await office.record(0);
    rmSync(office.to, { recursive: true });
    writeFileSync(office.to, 'a file where a folder should be');
    await expect(office.copy()).rejects.toMatchObject({ name: 'BackupTrouble', kind: 'folder' });
    expect(readdirSync(office.folder).filter((name) => name.includes('work'))).toEqual([]);
  });
});

describe('a restore', () => {
  test('[I3] begins a new epoch whose cursors go back to the full copy', async () => {
    await office.record(0);
    await office.copy();
    await office.record(1);
    await office.copy();
    const restored = await office.restore();
    const world = { clock: handClock(), random: seededRandom(5) };
    const store = await openStore(join(restored.data, 'office.sqlite'), world);
    const { epochs, forks, heads } = await store.read(async ({ db }) => ({
      epochs: await db.selectFrom('office').select(['epoch', 'reason']).orderBy('nth').execute(),
      forks: await db.selectFrom('fork').selectAll().execute(),
      heads: await db.selectFrom('scope_head').selectAll().execute(),
    }));
    await store.close();
    expect(epochs.map(({ reason }) => reason)).toEqual(['first start', 'restored']);
    expect(forks).toEqual([{ scope: 'site:site-1', epoch: epochs[0]?.epoch, head: 1 }]);
    expect(heads).toEqual([{ scope: 'site:site-1', head: 2 }]);
  });

  test('[I8] a wrong key, a public one and a mistyped one are told apart', async () => {
    await office.record(0);
    await office.copy();
    const other = makeKeys(seededRandom(99));
    await expect(office.restore({ key: readPrivateKey(other.private) })).rejects.toMatchObject({
      kind: 'wrong-key',
    });
    expect(() => readPrivateKey(other.public)).toThrow('other half');
    expect(() => readPrivateKey(other.private.replace(/.$/, 'x'))).toThrow('mistyped');
    expect(readdirSync(join(office.folder, 'restored-1'))).toEqual([]);
  });

  test('either of two officials can restore with a key of their own', async () => {
    await office.record(0);
    const second = makeKeys(seededRandom(77));
    const keys = readPublicKeys(`${office.keys.public}\n${second.public}\n`);
    await copyOnce({ ...office.options('full'), keys });
    for (const key of [office.keys.private, second.private]) {
      const restored = await office.restore({ key: readPrivateKey(key) });
      expect(restored.contains.entries).toBe(2);
    }
  });

  test('[I8] a missing segment is named, and what came before it can be restored', async () => {
    for (let nth = 0; nth < 4; nth++) {
      await office.record(nth);
      await office.copy();
    }
    const lost = readdirSync(office.to).find((name) => name.startsWith('segment-000001-000002'));
    rmSync(join(office.to, lost ?? ''));
    const refused = await office.restore().catch((error: Error) => error.message);
    expect(refused).toContain('Segment 2 of chain 1 is missing');
    const until = /--until (\S+Z)/.exec(String(refused))?.[1] ?? '';
    const before = await office.restore({ until });
    expect(before.contains.entries).toBe(4);
  });
});

test('[I2] every flipped byte and every cut of a file is found, and nothing is half restored', async () => {
  await office.record(0);
  await office.copy();
  await office.record(1);
  await office.copy();
  const names = readdirSync(office.to).filter((name) => name.endsWith('.khop'));
  const broken = join(office.folder, 'broken');
  const check = async (name: string, change: (bytes: Buffer) => Buffer) => {
    rmSync(broken, { recursive: true, force: true });
    mkdirSync(broken);
    for (const each of names) copyFileSync(join(office.to, each), join(broken, each));
    writeFileSync(join(broken, name), change(readFileSync(join(office.to, name))));
    await expect(office.restore({ from: broken })).rejects.toMatchObject({
      name: 'BackupTrouble',
      message: expect.stringContaining(name),
    });
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      fc.integer({ min: 1, max: 255 }),
      (name, part, isCut, flip) =>
        check(name, (bytes) => {
          const at = Math.min(bytes.length - 1, Math.floor(part * bytes.length));
          if (isCut) return bytes.subarray(0, at);
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          return bytes;
        }),
    ),
    { numRuns: 100 },
  );
}, 60_000);

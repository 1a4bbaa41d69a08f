import { ENTRY_KEY_BYTES, importEntryKey, sealEntry } from '@khop/shared/escrow';
import { seededRandom } from '@khop/shared/sample';
import { expect, test, vi } from 'vitest';
import { makeOpenBody } from './entry-key.ts';
import { makeSealer } from './vault.ts';

test('[E11] bodies opened at once share one opened key', async () => {
  const { subtle } = crypto;
  const seeded = seededRandom(1);
  const random = (length: number) => new Uint8Array(seeded(length));
  const data = await subtle.importKey('raw', random(32), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const sealer = makeSealer(subtle, random, data);
  const raw = random(ENTRY_KEY_BYTES);
  const key = await importEntryKey(subtle, raw);
  const row = {
    id: 'day-1',
    madeAtMs: 0,
    forTablet: await sealer.seal('entry-keys', 'day-1', raw),
    forOffice: new Uint8Array(1),
  };
  const bodies = await Promise.all(
    [1, 2, 3].map(async (seq) => {
      const id = `entry-${seq}`;
      const sealed = await sealEntry(subtle, random, key, { id, entryKey: row.id }, `text ${seq}`);
      return { journal: 'j', seq, id, entryKey: row.id, sealed };
    }),
  );
  const imported = vi.spyOn(subtle, 'importKey');
  try {
    const open = makeOpenBody(subtle, sealer, [row]);
    expect(await Promise.all(bodies.map(open))).toEqual(['text 1', 'text 2', 'text 3']);
    expect(imported).toHaveBeenCalledTimes(1);
  } finally {
    imported.mockRestore();
  }
});

import {
  ENTRY_KEY_BYTES,
  entryKeyContext,
  importEntryKey,
  sealEntry,
  wrapToOffice,
} from '@khop/shared/escrow';
import { newJournalId } from '@khop/shared/ids';
import { dayOf } from '@khop/shared/time';
import type { World } from '../world.ts';
import type { Bytes } from './bytes.ts';
import type { Device } from './device.ts';
import { type EntryKeyRow, openEntryKey } from './entry-key.ts';
import type { Ledger } from './ledger.ts';
import type { Keys } from './vault.ts';

export function readEntryKeys(ledger: Ledger): Promise<EntryKeyRow[]> {
  return ledger.run((db) => db.entryKeys.toArray());
}

export type SealEntry = (id: string, text: string) => Promise<{ entryKey: string; sealed: Bytes }>;

/**
 * Seals entries under the key of the day [E11]. One key for a day, so that wrapping it to the office
 * is felt by one save, and so that a day can be made unreadable here by dropping one wrap.
 */
export function makeSealEntry(
  world: Pick<World, 'subtle' | 'random' | 'clock'>,
  ledger: Ledger,
  keys: Pick<Keys, 'sealer'>,
  device: Pick<Device, 'device' | 'office'>,
): SealEntry {
  const { subtle, random, clock } = world;
  let today = { day: '', id: '', key: null as CryptoKey | null };

  async function openToday(day: string): Promise<{ id: string; key: CryptoKey }> {
    const rows = await readEntryKeys(ledger);
    const found = rows.findLast((row) => dayOf(row.madeAtMs) === day && row.forTablet !== null);
    const held = found === undefined ? null : await openEntryKey(subtle, keys.sealer, found);
    if (found !== undefined && held !== null) return { id: found.id, key: held };
    const raw = new Uint8Array(random(ENTRY_KEY_BYTES));
    const id = newJournalId(random);
    const context = entryKeyContext(device.device, id);
    const row: EntryKeyRow = {
      id,
      madeAtMs: clock.now(),
      forTablet: await keys.sealer.seal('entry-keys', id, raw),
      forOffice: await wrapToOffice(subtle, random, device.office.escrow, context, raw),
    };
    await ledger.run((db) => db.transaction('rw', db.entryKeys, () => db.entryKeys.add(row)));
    return { id, key: await importEntryKey(subtle, raw) };
  }

  return async (id, text) => {
    const day = dayOf(clock.now());
    // Saves come one after another (saving.ts), so that two never make a key at once.
    const { key, id: entryKey } =
      today.key !== null && today.day === day
        ? { key: today.key, id: today.id }
        : await openToday(day);
    today = { day, id: entryKey, key };
    return { entryKey, sealed: await sealEntry(subtle, random, key, { entryKey, id }, text) };
  };
}

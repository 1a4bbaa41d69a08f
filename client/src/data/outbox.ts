import type { JournalId } from '@khop/shared/ids';
import { openBody, placeOf } from './bodies.ts';
import { lastOf, readBodies, readWaiting } from './entries.ts';
import type { Ledger } from './ledger.ts';
import type { Sealer } from './vault.ts';

/** Texts kept in memory beyond the lock, by place. */
export type Held = ReadonlyMap<string, string>;

/**
 * What still has to be sent, opened before the keys are dropped, so that a locked tablet goes on
 * sending until the page closes (UX6, EXPERIENCE 2 "sends while locked"). Nothing of it is on disk;
 * after a restart sending waits for the first unlock.
 */
export async function holdWaiting(ledger: Ledger, sealer: Sealer): Promise<Held> {
  const held = new Map<string, string>();
  for (const journal of (await readWaiting(ledger)).journals) {
    const from = journal.acked + 1;
    const bodies = await readBodies(ledger, journal.journal, from, lastOf(journal) - journal.acked);
    for (const body of bodies) {
      held.set(placeOf(body.journal, body.seq), await openBody(sealer, body));
    }
  }
  return held;
}

/** Texts from `from` on: at most `count`, at most `bytes` of UTF-8 (but at least one), without a gap. */
export async function readTexts(
  ledger: Ledger,
  keys: { sealer: Sealer | null; held: Held },
  journal: JournalId,
  from: number,
  most: { count: number; bytes: number },
): Promise<string[]> {
  const { sealer, held } = keys;
  const texts: string[] = [];
  let size = 0;
  const take = (text: string) => {
    // Three bytes a UTF-16 unit at most; counting them truly would encode everything twice.
    size += text.length * 3;
    if (texts.length > 0 && size > most.bytes) return false;
    texts.push(text);
    return true;
  };
  if (sealer === null) {
    for (let seq = from; seq < from + most.count; seq++) {
      const text = held.get(placeOf(journal, seq));
      if (text === undefined || !take(text)) break;
    }
    return texts;
  }
  const bodies = await readBodies(ledger, journal, from, most.count);
  const opened = await Promise.all(bodies.map((body) => openBody(sealer, body)));
  for (const text of opened) if (!take(text)) break;
  return texts;
}

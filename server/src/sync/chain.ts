import { hash } from 'node:crypto';
import { linkOf } from '@khop/shared/entry';

/** [E3] of shared/entry.ts in the machine's own SHA-256: the office hashes for everybody. */
export function digestOf(text: string): string {
  return hash('sha256', text);
}

/** The hash at an entry's place: of its text as it was said and, but for the office's own, who signed it. */
export function hashOf(
  previous: string,
  { text, key, sig }: { text: string; key: string | null; sig: string | null },
): string {
  const by = key === null || sig === null ? null : { key, sig };
  return hash('sha256', linkOf(previous, digestOf(text), by));
}

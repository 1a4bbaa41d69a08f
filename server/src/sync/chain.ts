import { hash } from 'node:crypto';

/** [E3] `chainHash` of shared/entry.ts in the machine's own SHA-256: the office hashes for everybody. */
export function chainHash(previous: string, text: string): string {
  return hash('sha256', previous + text);
}

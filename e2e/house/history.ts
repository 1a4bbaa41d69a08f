import { createHash, type Hash } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';

/**
 * Everything that happened, as one digest: two runs with one digest were the same run. With a file
 * to trace into, the lines themselves as well: the first that differs between two traces is where
 * two runs parted.
 */
export type History = {
  note(...what: (string | number | Uint8Array)[]): void;
  digest(): string;
};

export function openHistory(trace: string | null): History {
  const all: Hash = createHash('sha256');
  const file = trace === null ? null : openSync(trace, 'w');
  return {
    note(...what) {
      const line = `${what.map(short).join(' ')}\n`;
      all.update(line);
      if (file !== null) writeSync(file, line);
    },
    digest: () => all.copy().digest('hex'),
  };
}

/** Bytes and long texts by their hash: a history holds no content, not even a synthetic one. */
function short(said: string | number | Uint8Array): string | number {
  if (typeof said === 'number' || (typeof said === 'string' && said.length <= 80)) return said;
  return createHash('sha256').update(said).digest('hex').slice(0, 16);
}

import type { Peer } from './peer.ts';

/** One measured value. `who`: the peer, or a variant of one ("khop raw"). */
export type Sample = {
  work: string;
  what: string;
  who: string;
  unit: 'ms' | 'entries/s' | 'records/s' | 'bytes' | 'requests' | 'count';
  value: number;
};

export type Options = {
  only: readonly string[];
  rounds: number;
  size: number;
  /** Persons on the tablet for W5–W7. */
  persons: readonly number[];
  /** Records of the country for W3. */
  offices: readonly number[];
  changes: number;
  saves: number;
  kills: number;
  tablets: readonly number[];
  peers: readonly Peer[];
  /** Of the page, by the browser's own throttling; 1 is none. */
  cpu: number;
  link: 'none' | 'slow';
};

export type Run = Options & {
  pages: string;
  say(words: string): void;
  add(sample: Sample): void;
  /** A sentence for the report: what was checked and found. */
  note(work: string, words: string): void;
};

/** One measurement that fails is told in the report and costs the others nothing. */
export async function attempt(
  run: Run,
  work: string,
  who: string,
  measure: () => Promise<void>,
): Promise<void> {
  try {
    await measure();
  } catch (error) {
    const [words = ''] = String(error).split('\n');
    run.say(`${work} failed for ${who}: ${words}`);
    run.note(work, `FAILED once for ${who}: ${words}`);
  }
}

/** Every peer of a round, beginning with another one each time. */
export function* interleaved(run: Run): Generator<{ round: number; peer: Peer }> {
  for (let round = 0; round < run.rounds; round++) {
    for (let nth = 0; nth < run.peers.length; nth++) {
      const peer = run.peers[(nth + round) % run.peers.length];
      if (peer !== undefined) yield { round, peer };
    }
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

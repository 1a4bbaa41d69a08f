import { execFileSync } from 'node:child_process';

/** Prints one line of JSON for a run: what was done, with which seed, on which commit, what broke. */
export function tell(rig: string, seed: number, counts: object, broken: readonly string[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const result = broken.length === 0 ? 'holds' : 'BROKEN';
  console.log(
    JSON.stringify({ rig, seed, commit, ...counts, broken: broken.slice(0, 10), result }),
  );
}

import { compareNameKeys } from '@khop/shared/name';
import { answerJsonLines, type Io } from './json-lines.ts';

/**
 * `khop name compare`: `["a","b"]` a line → `{"strict": …, "folded": …}` a line. A line that is no pair
 * of strings is answered false with its problem.
 */
export async function run(_args: string[], io: Io): Promise<number> {
  await answerJsonLines(io, (line) => {
    if ('problem' in line) return { strict: false, folded: false, problem: line.problem };
    const pair: unknown = line.value;
    if (Array.isArray(pair) && pair.length === 2) {
      const [a, b]: unknown[] = pair;
      if (typeof a === 'string' && typeof b === 'string') return compareNameKeys(a, b);
    }
    return { strict: false, folded: false, problem: 'not-a-pair' };
  });
  return 0;
}

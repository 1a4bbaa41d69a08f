import { parseArgs } from 'node:util';
import { type CardReading, readIdCard } from '@khop/shared/id-card';
import { answerJsonLines, type Io } from './json-lines.ts';

type Answer = Omit<CardReading, 'problem'> & {
  problem: CardReading['problem'] | 'not-json' | 'not-a-string';
};

/**
 * `khop card read`: one JSON string a line (the text of a QR code) → one JSON reading a line.
 * Dates later than today are doubted; `--today yyyy-MM-dd` says which day that is.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { today: { type: 'string' } } });
  const today = values.today ?? io.today ?? null;
  await answerJsonLines(io, (line): Answer => {
    if ('problem' in line) return refused(line.problem);
    return typeof line.value === 'string' ? readIdCard(line.value, today) : refused('not-a-string');
  });
  return 0;
}

function refused(problem: Answer['problem']): Answer {
  return { outcome: 'refused', card: null, warnings: [], problem };
}

import { type Citizen, judgeMatch, type NameRule } from './match.ts';
import { type Answer, noVerdict, type Question, type Registry } from './registry.ts';

/** Citizens whose personal ID or old number is among those asked for. */
export type FindCitizens = (asked: {
  numbers: readonly string[];
  oldNumbers: readonly string[];
}) => Promise<readonly Citizen[]>;

/**
 * The embedded default: the population list the commune's police handed over, imported with
 * `khop population import`. An office without an import answers `down`, not `mismatch`: an empty
 * list knows nothing about anybody.
 */
export function fileRegistry(options: {
  findCitizens: FindCitizens;
  hasPopulation(): Promise<boolean>;
  names: NameRule;
}): Registry {
  const { findCitizens, hasPopulation, names } = options;
  return {
    name: `file-${names}`,
    async check(batch, signal) {
      if (signal.aborted) return [];
      if (!(await hasPopulation())) {
        return batch.map(({ id }) => noVerdict(id, 'down', 'no population file was imported'));
      }
      const citizens = await findCitizens({
        numbers: numbersOf(batch, 'personal-id'),
        oldNumbers: numbersOf(batch, 'cmnd'),
      });
      return batch.map((question) => answer(question, citizens, names));
    },
  };
}

function numbersOf(batch: readonly Question[], kind: 'personal-id' | 'cmnd'): string[] {
  const found = batch.filter(({ fields }) => fields.number.kind === kind);
  return [...new Set(found.map(({ fields }) => fields.number.value))];
}

function answer({ id, fields }: Question, citizens: readonly Citizen[], names: NameRule): Answer {
  if (fields.number.kind === 'passport') return { id, outcome: 'not-checkable', raw: 'passport' };
  const outcome = judgeMatch(fields, citizens, names);
  return { id, outcome, raw: JSON.stringify({ outcome, names }) };
}

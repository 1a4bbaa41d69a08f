import type { CardReading } from '@khop/shared/id-card';
import type { Id } from '@khop/shared/ids';
import { comparePersons } from '@khop/shared/person-match';
import type { Day } from '@khop/shared/time';
import type { PersonRow } from '../tablet.ts';
import { isNameDoubtful, type PersonSeed, type ScannedCard } from './person-draft.ts';

/** Where a scan leads (UX13). Never a dead end: what is refused still offers the card or typing. */
export type ScanOutcome =
  /** `card`: to be compared with what is known; null when the text was damaged. */
  | { kind: 'person'; person: Id; isDoneToday: boolean; card: ScannedCard | null }
  | { kind: 'several'; rows: PersonRow[]; seed: PersonSeed }
  | { kind: 'new'; seed: PersonSeed }
  | { kind: 'refused'; problem: NonNullable<CardReading['problem']>; seed: PersonSeed | null };

/**
 * `byNumber`: who holds the number of the card; `byOldNumber`: who holds the 9-digit one printed on
 * it. Only a personal ID points at one person by itself; an old number may have been issued twice.
 */
export function judgeScan(
  reading: CardReading,
  hash: string | null,
  found: { byNumber: readonly PersonRow[]; byOldNumber: readonly PersonRow[] },
  today: Day,
): ScanOutcome {
  const { card, warnings, problem, outcome } = reading;
  const scanned = card === null ? null : { card, warnings: [...warnings], hash };
  const isWhole = outcome !== 'refused';
  const [only, ...more] = found.byNumber;
  const isSomebodyElse = only !== undefined && scanned !== null && contradicts(only, scanned);
  if (only !== undefined && more.length === 0 && !isSomebodyElse) {
    const isDoneToday = only.lastDose?.on === today;
    return { kind: 'person', person: only.id, isDoneToday, card: isWhole ? scanned : null };
  }
  const seed = scanned === null ? null : { scanned, typed: null };
  const others = found.byOldNumber.filter(
    (row) => !found.byNumber.some((each) => each.id === row.id),
  );
  const rows = [...found.byNumber, ...others];
  if (seed !== null && rows.length > 0) return { kind: 'several', rows, seed };
  if (problem !== null) return { kind: 'refused', problem, seed };
  return seed === null
    ? { kind: 'refused', problem: 'not-an-id-card', seed: null }
    : { kind: 'new', seed };
}

/**
 * The number stands for somebody with another name and another birth date: a relative's number was
 * written down once. Nobody is led to the wrong person's dose; a person chooses.
 */
function contradicts(known: PersonRow, scanned: ScannedCard): boolean {
  const { fullName, birthDate, sex } = scanned.card;
  if (fullName === null || birthDate === null || isNameDoubtful(scanned)) return false;
  const none = { number: null, oldNumber: null };
  const compared = comparePersons({ ...known, ...none }, { fullName, birthDate, sex, ...none });
  return compared.fullName === 'different' && compared.birthDate === 'different';
}

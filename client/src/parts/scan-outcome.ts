import type { CardReading } from '@khop/shared/id-card';
import type { Id } from '@khop/shared/ids';
import type { Day } from '@khop/shared/time';
import type { PersonRow } from '../tablet.ts';
import type { PersonSeed, ScannedCard } from './person-draft.ts';

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
  if (only !== undefined && more.length === 0) {
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

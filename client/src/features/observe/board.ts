import type { Reaction } from '@khop/shared/dose';
import type { Id } from '@khop/shared/ids';
import { type Day, dayOf, type Instant } from '@khop/shared/time';
import type { PersonView, Register } from '../../tablet.ts';

/** One person on the board and the dose after which they wait. */
export type Watched = {
  person: Id;
  fullName: string;
  dose: Id;
  ordinal: number;
  injectedAt: Instant;
  isCaution: boolean;
  reactions: { reaction: Reaction; operator: string; at: Instant }[];
};

/** The latest dose of that day after which nobody has let the person go yet; null when there is none. */
export function watchedDose(view: PersonView, on: Day): Watched | null {
  const { record } = view;
  const open = record.doses.filter(
    (each) =>
      each.voided === null &&
      each.observation === null &&
      each.dose.origin === 'live' &&
      dayOf(each.dose.injectedAt) === on,
  );
  const last = open.toSorted((a, b) => a.dose.injectedAt.localeCompare(b.dose.injectedAt)).at(-1);
  if (last === undefined) return null;
  return {
    person: record.id,
    fullName: record.identity.fullName,
    dose: last.said.entry,
    ordinal: last.dose.ordinal,
    injectedAt: last.dose.injectedAt,
    isCaution: last.dose.screening?.outcome === 'caution',
    reactions: last.reactions.map(({ reaction, operator, at }) => ({ reaction, operator, at })),
  };
}

/** Everybody who waits on that day. */
export async function readBoard(register: Register, on: Day): Promise<Watched[]> {
  const rows = await register.day('observing', on);
  const views = await Promise.all(rows.map((row) => register.person(row.id)));
  return views.flatMap((view) => (view === null ? [] : (watchedDose(view, on) ?? [])));
}

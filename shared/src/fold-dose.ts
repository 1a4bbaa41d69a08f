import type { EntryOf } from './entry.ts';
import { type DoseRecord, defined, type Folded, type PersonRecord, saidBy } from './record.ts';

type DoseEntry = EntryOf<
  'dose-amended' | 'dose-voided' | 'observation-recorded' | 'reaction-recorded'
>;

/** What is said of a dose that stands in the record; `dose-unknown` where none does. */
export function foldDose(record: PersonRecord, entry: DoseEntry): Folded<PersonRecord> {
  const index = record.doses.findIndex((each) => each.said.entry === entry.body.dose);
  const before = record.doses[index];
  if (before === undefined) return { problem: 'dose-unknown' };
  const doses = record.doses.with(index, amendDose(before, entry));
  return { record: { ...record, doses } };
}

function amendDose(before: DoseRecord, entry: DoseEntry): DoseRecord {
  const said = saidBy(entry);
  switch (entry.kind) {
    case 'dose-amended': {
      const changes = defined(entry.body.changes);
      return {
        ...before,
        dose: { ...before.dose, ...changes },
        amendments: [...before.amendments, { ...said, changes, reason: entry.body.reason }],
      };
    }
    // The first void stands: a second one adds nothing but its entry in the journal.
    case 'dose-voided':
      return before.voided ? before : { ...before, voided: { ...said, reason: entry.body.reason } };
    case 'observation-recorded': {
      const { endedAt, outcome } = entry.body;
      return { ...before, observation: { ...said, endedAt, outcome } };
    }
    case 'reaction-recorded':
      return {
        ...before,
        reactions: [...before.reactions, { ...said, reaction: entry.body.reaction }],
      };
  }
}

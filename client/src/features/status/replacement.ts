import type { EntryBody, EntryKind } from '@khop/shared/entry';
import type { PersonRecord } from '@khop/shared/record';
import type { PersonView, Quarantined } from '../../tablet.ts';

export type Replacement = {
  [K in EntryKind]: { kind: K; body: EntryBody<K>; replaces: Quarantined['entry'] };
}[EntryKind];

/**
 * The entry that stands for a quarantined one, made from what this tablet still knows; null where
 * a person has to look and decide. Only for `subject-unknown`: there the fact itself was right and
 * came before its person. The same fact sent again would be refused again for every other reason.
 */
export function replacementFor(
  quarantined: Quarantined,
  view: PersonView | null,
): Replacement | null {
  if (quarantined.problem !== 'subject-unknown' || view === null) return null;
  return recordedAgain(quarantined, view.record);
}

function recordedAgain({ entry, kind }: Quarantined, record: PersonRecord): Replacement | null {
  if (kind === 'dose-recorded') {
    const found = record.doses.find((each) => each.said.entry === entry);
    return found ? { kind, body: { dose: found.dose }, replaces: entry } : null;
  }
  if (kind === 'screening-recorded') {
    const found = record.screenings.find((each) => each.entry === entry);
    if (!found) return null;
    const { screening, session, site } = found;
    return { kind, body: { screening, session, site }, replaces: entry };
  }
  if (kind === 'identity-amended') {
    const found = record.versions.find((each) => each.entry === entry);
    if (!found || found.basedOn === null) return null;
    const { basedOn, changes, origins, reason } = found;
    return { kind, body: { basedOn, changes, origins, cardHash: null, reason }, replaces: entry };
  }
  return null;
}

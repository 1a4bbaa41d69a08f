import type { EntryOf } from './entry.ts';
import { IDENTITY_FIELDS, type Identity, type IdentityField, isSameValue } from './identity.ts';
import type { Id } from './ids.ts';
import { defined, type FieldConflict, type PersonRecord, type Said } from './record.ts';

/**
 * [R4] An amendment made from an older version: fields nobody else touched since are applied; a
 * field that someone else changed since to another value keeps its value and becomes a conflict.
 * [R5] An amendment made from the version that holds the conflicting value settles the conflict.
 */
export function foldIdentity(
  record: PersonRecord,
  entry: EntryOf<'identity-amended'>,
  said: Said,
): PersonRecord {
  const changes: Partial<Identity> = defined(entry.body.changes);
  const seenUpTo = record.versions.findIndex((version) => version.entry === entry.body.basedOn);
  const conflicts: FieldConflict[] = [];
  const identity = { ...record.identity };
  const origins = { ...record.origins };
  for (const field of IDENTITY_FIELDS) {
    if (!(field in changes)) continue;
    const setBy = lastSetBy(record, field);
    const isConcurrent = setBy !== null && setBy.index > seenUpTo && setBy.journal !== said.journal;
    if (isConcurrent && !isSameValue(record.identity[field], changes[field])) {
      conflicts.push({ field, kept: setBy.entry, other: said.entry });
      continue;
    }
    Object.assign(identity, { [field]: changes[field] });
    const origin = entry.body.origins[field];
    if (origin !== undefined) origins[field] = origin;
  }
  const untouched = record.conflicts.filter(
    (conflict) => !(conflict.field in changes) || hasNewConflict(conflicts, conflict.field),
  );
  return {
    ...record,
    identity,
    origins,
    versions: [
      ...record.versions,
      {
        ...said,
        changes,
        origins: entry.body.origins,
        basedOn: entry.body.basedOn,
        reason: entry.body.reason,
      },
    ],
    conflicts: [...untouched, ...conflicts],
  };
}

function hasNewConflict(conflicts: FieldConflict[], field: IdentityField): boolean {
  return conflicts.some((conflict) => conflict.field === field);
}

function lastSetBy(
  record: PersonRecord,
  field: IdentityField,
): { index: number; entry: Id; journal: string } | null {
  const index = record.versions.findLastIndex(
    (version) =>
      field in version.changes &&
      !record.conflicts.some((each) => each.field === field && each.other === version.entry),
  );
  const version = record.versions[index];
  return version === undefined ? null : { index, entry: version.entry, journal: version.journal };
}

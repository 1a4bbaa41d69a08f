import { idNumberWarnings } from '@khop/shared/id-number';
import type { Identity, IdentityField } from '@khop/shared/identity';
import { nameSuspicions } from '@khop/shared/name';
import { isDoubtful } from '@khop/shared/partial-date';

export type Care = {
  field: IdentityField;
  code:
    | 'id-place'
    | 'id-year'
    | 'id-sex'
    | 'id-length'
    | 'id-lost-zero'
    | 'dob-0101'
    | 'name-no-marks'
    | 'name-short'
    | 'name-symbol'
    | 'name-unconfirmed';
  expected?: string;
};

/** What to look at once more: yellow, saved all the same (UX17). Never a stop, never a repair. */
export function careOf(identity: Identity, isNameUnconfirmed: boolean): Care[] {
  const cares: Care[] = [];
  if (isNameUnconfirmed) cares.push({ field: 'fullName', code: 'name-unconfirmed' });
  else if (identity.fullName !== '')
    cares.push(
      ...nameSuspicions(identity.fullName).map((code) => ({ field: 'fullName' as const, code })),
    );
  if (identity.birthDate !== null && isDoubtful(identity.birthDate))
    cares.push({ field: 'birthDate', code: 'dob-0101' });
  if (identity.number !== null && identity.number.kind !== 'passport') {
    for (const { code, expected } of idNumberWarnings(identity.number, identity))
      cares.push({ field: 'number', code, ...(expected !== undefined && { expected }) });
  }
  return cares;
}

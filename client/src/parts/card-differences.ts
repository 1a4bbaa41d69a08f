import { readIdNumber } from '@khop/shared/id-number';
import type { Identity } from '@khop/shared/identity';
import { type Comparison, comparePersons } from '@khop/shared/person-match';
import { isNameDoubtful, type ScannedCard } from './person-draft.ts';

export type CardDifference = {
  [Field in keyof Comparison]: { field: Field; how: Exclude<Comparison[Field], 'same'> };
}[keyof Comparison];

const FIELDS = ['fullName', 'birthDate', 'sex', 'number'] as const;

/**
 * Where the card just scanned says something else than what is known. What the card does not say, or
 * could not be read for certain, is no difference.
 */
export function cardDifferences(known: Identity, scanned: ScannedCard): CardDifference[] {
  const { card } = scanned;
  const number = card.number === null ? null : readIdNumber(card.number);
  const onCard = {
    fullName: card.fullName ?? known.fullName,
    sex: card.sex ?? known.sex,
    birthDate: card.birthDate ?? known.birthDate,
    number: number === null || 'problem' in number ? known.number : number,
    oldNumber: card.oldNumber,
  };
  if (isNameDoubtful(scanned)) onCard.fullName = known.fullName;
  const comparison = comparePersons(known, onCard);
  return FIELDS.filter((field) => comparison[field] !== 'same').map(
    (field) => ({ field, how: comparison[field] }) as CardDifference,
  );
}

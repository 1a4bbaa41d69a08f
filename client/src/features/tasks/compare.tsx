import './tasks.css';
import type { Identity, IdentityField } from '@khop/shared/identity';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { fieldText, fieldWords } from '../../parts/field-words.ts';
import { numberKindWords } from '../../parts/person-words.ts';
import { Digits } from '../../ui/digits.tsx';
import { compareIdentities, type Difference, markWords } from './seam.ts';
import { signs, signWords, whyWords } from './seam-words.ts';

/** Two claims meet on one axis carrying = ≈ ≠ + and a sentence. */
export function Compare({
  left,
  right,
  leftTitle,
  rightTitle,
}: {
  left: Identity;
  right: Identity;
  leftTitle: string;
  rightTitle: string;
}) {
  return (
    <div className="meet sheet">
      <div className="meet-head" aria-hidden="true">
        <b>{leftTitle}</b>
        <b>{rightTitle}</b>
      </div>
      <dl>
        {compareIdentities(left, right).map(({ field, difference }) => (
          <div key={field} className="meet-row" data-sign={difference.sign}>
            <dt>{fieldWords(field)}</dt>
            <dd className="meet-left">
              <small className="meet-side">{leftTitle}</small>
              <Value field={field} of={left} beside={right} difference={difference} />
            </dd>
            <Sign difference={difference} />
            <dd className="meet-right">
              <small className="meet-side">{rightTitle}</small>
              <Value field={field} of={right} beside={left} difference={difference} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Sign({ difference }: { difference: Difference }) {
  const why = whyWords(difference);
  return (
    <dd className="meet-sign">
      <span aria-hidden="true">{signs[difference.sign]}</span>
      {why ? <small>{why}</small> : <small className="vh">{signWords(difference.sign)}</small>}
    </dd>
  );
}

function Value({
  field,
  of,
  beside,
  difference,
}: {
  field: IdentityField;
  of: Identity;
  beside: Identity;
  difference: Difference;
}) {
  if (of[field] === null) return <span className="meet-none">{t`chưa có`}</span>;
  if (difference.sign !== 'near' && difference.sign !== 'different') {
    return <FieldValue field={field} of={of} />;
  }
  if (field === 'fullName') {
    return markWords(of.fullName, beside.fullName).map(({ word, differs }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place in the name.
      <span key={at}>
        {at > 0 && ' '}
        {differs ? <mark>{word}</mark> : word}
      </span>
    ));
  }
  return (
    <mark>
      <FieldValue field={field} of={of} />
    </mark>
  );
}

/** One field's value as it is compared: figures in cells. */
export function FieldValue({ field, of }: { field: IdentityField; of: Identity }): ReactNode {
  if (field === 'number' && of.number !== null) {
    return (
      <>
        <Digits>{of.number.value}</Digits>{' '}
        <small className="meet-kind">{numberKindWords(of.number.kind)}</small>
      </>
    );
  }
  if (field === 'oldNumber' && of.oldNumber !== null) return <Digits>{of.oldNumber}</Digits>;
  return fieldText(field, of);
}

import { VACCINES } from '@khop/shared/data/vaccines';
import type { LotRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { judgeLot } from '../../parts/lot-judgement.ts';
import { useLotWords } from '../../parts/lot-words.ts';
import { vaccineName } from '../../parts/vaccine-words.ts';
import { Button } from '../../ui/button.tsx';
import { Date3 } from '../../ui/date3.tsx';
import { Field, FieldGroup, useFieldIds } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { readExpiry, readLot } from './session-choice.ts';

type Lot = { vaccine: string; lot: string; expiresOn: Day | null };
type Bad = { lot?: boolean; expiry?: boolean };

/** A lot that is not in the list: as on the vial. It is used, said in red, and asks a reason later. */
export function OtherLot({
  lots,
  today,
  vaccine,
  given,
  onGive,
  onFocus,
}: {
  lots: readonly LotRecord[];
  today: Day;
  vaccine: string | undefined;
  given: Lot | null;
  onGive: (lot: Lot) => void;
  onFocus: () => void;
}) {
  const { t } = useLingui();
  const lotWords = useLotWords();
  const [bad, setBad] = useState<Bad>({});
  const problem = given === null ? null : judgeLot(given, lots, today);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const lot = readLot(text('lot'));
    const expiresOn = readExpiry({ day: text('day'), month: text('month'), year: text('year') });
    setBad({ lot: lot === null, expiry: expiresOn === 'impossible' });
    if (lot === null || expiresOn === 'impossible') return;
    onGive({ vaccine: text('vaccine'), lot, expiresOn });
  }

  return (
    <form className="stack other-lot" onSubmit={submit} onFocus={onFocus} noValidate>
      <Field label={t`Vắc xin`}>
        <VaccineSelect chosen={vaccine} />
      </Field>
      <div className="two">
        <Field label={t`Số lô`} bad={bad.lot && t`Gõ số lô như trên nhãn lọ.`}>
          <TextInput name="lot" maxLength={50} autoCapitalize="characters" spellCheck={false} />
        </Field>
        <FieldGroup
          label={t`Hạn dùng`}
          hint={t`Nhãn chỉ có tháng thì để trống ngày.`}
          bad={bad.expiry && t`Không có ngày này. Nhập tháng và năm như trên nhãn.`}
        >
          <Date3
            words={{ day: t`Ngày hết hạn`, month: t`Tháng hết hạn`, year: t`Năm hết hạn` }}
            day={{ name: 'day' }}
            month={{ name: 'month' }}
            year={{ name: 'year' }}
          />
        </FieldGroup>
      </div>
      {given !== null && problem !== null && (
        <Say state="act" role="status" title={lotWords(problem).title}>
          {lotWords(problem).text}
        </Say>
      )}
      <div>
        <Button type="submit">
          <Trans>Dùng lô này</Trans>
        </Button>
      </div>
    </form>
  );
}

function VaccineSelect({ chosen }: { chosen: string | undefined }) {
  return (
    <select {...useFieldIds()} className="input" name="vaccine" defaultValue={chosen}>
      {VACCINES.map(({ code }) => (
        <option key={code} value={code}>
          {vaccineName(code)}
        </option>
      ))}
    </select>
  );
}

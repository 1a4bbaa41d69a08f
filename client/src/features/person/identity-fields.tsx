import type { IdentityField } from '@khop/shared/identity';
import { parsePartialDate } from '@khop/shared/partial-date';
import type { Day } from '@khop/shared/time';
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import type { UseFormRegister } from 'react-hook-form';
import { ageWords } from '../../parts/person-words.ts';
import { Choices } from '../../ui/choices.tsx';
import { Date3 } from '../../ui/date3.tsx';
import { Field, FieldGroup } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { NumberFields } from './number-fields.tsx';
import type { Care } from './person-care.ts';
import type { PersonValues } from './person-values.ts';
import type { PersonProblems } from './read-person.ts';
import { usePersonWords } from './use-person-words.ts';

export type FieldsProps = {
  register: UseFormRegister<PersonValues>;
  values: PersonValues;
  today: Day;
  problems: PersonProblems;
  careAt: (field: IdentityField) => Care[];
  asideOf: (field: IdentityField) => ReactNode;
  onNumber: (number: string) => void;
  onNationality: (code: string) => void;
};

/** The four fields of the comparison, and the number's kind. */
export function IdentityFields(props: FieldsProps) {
  const { register, values, today, problems, careAt, asideOf } = props;
  const { t } = useLingui();
  const words = usePersonWords();
  const sexId = useId();
  const care = (field: IdentityField) => careAt(field).map(words.care).join(' ') || undefined;
  const { day, month, year } = values;
  const birth = parsePartialDate({ day, month, year });
  const age = 'problem' in birth ? null : ageWords(birth, today);
  return (
    <>
      <Field
        label={t`Họ và tên`}
        aside={asideOf('fullName')}
        hint={t`Ghi đúng dấu như trên giấy tờ`}
        bad={words.name(problems)}
        care={care('fullName')}
      >
        <TextInput kind="name" maxLength={200} {...register('fullName')} />
      </Field>
      <div className="two">
        <FieldGroup
          label={t`Ngày sinh`}
          aside={asideOf('birthDate')}
          hint={birthHint(age, birth, t`chưa rõ ngày`, t`Chưa rõ ngày hoặc tháng thì để trống`)}
          bad={words.birthDate(problems)}
          care={care('birthDate')}
        >
          <Date3
            words={{ day: t`Ngày sinh`, month: t`Tháng sinh`, year: t`Năm sinh` }}
            day={register('day')}
            month={register('month')}
            year={register('year')}
          />
        </FieldGroup>
        <FieldGroup
          label={<span id={sexId}>{t`Giới tính`}</span>}
          aside={asideOf('sex')}
          care={care('sex')}
        >
          <Choices
            name="sex"
            labelledBy={sexId}
            choices={[
              { value: 'female', title: t`Nữ` },
              { value: 'male', title: t`Nam` },
            ]}
            input={register('sex')}
          />
        </FieldGroup>
      </div>
      <NumberFields {...props} />
    </>
  );
}

function birthHint(
  age: string | null,
  birth: ReturnType<typeof parsePartialDate>,
  unknownDay: string,
  plain: string,
): string {
  if (age === null || 'problem' in birth) return plain;
  return birth.precision === 'day' ? age : `${age} · ${unknownDay}`;
}

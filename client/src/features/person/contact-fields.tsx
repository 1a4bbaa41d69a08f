import type { Identity } from '@khop/shared/identity';
import { ageOn } from '@khop/shared/partial-date';
import type { Day } from '@khop/shared/time';
import { useLingui } from '@lingui/react/macro';
import type { UseFormRegister } from 'react-hook-form';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { PersonValues } from './person-values.ts';

/** Up to this age somebody else answers for the person. */
const GROWN_UP_YEARS = 18;

/** How to reach them; never part of the comparison. */
export function ContactFields({
  register,
  identity,
  values,
  today,
}: {
  register: UseFormRegister<PersonValues>;
  identity: Identity;
  values: PersonValues;
  today: Day;
}) {
  const { t } = useLingui();
  const { birthDate } = identity;
  const isChild = birthDate !== null && ageOn(birthDate, today).years < GROWN_UP_YEARS;
  const hasGuardian = values.guardianName !== '' || values.guardianPhone !== '';
  return (
    <>
      {(isChild || hasGuardian) && (
        <div className="two">
          <Field label={t`Người giám hộ`}>
            <TextInput kind="name" maxLength={200} {...register('guardianName')} />
          </Field>
          <Field label={t`Điện thoại người giám hộ`} aside={t`nếu có`}>
            <TextInput kind="phone" maxLength={30} {...register('guardianPhone')} />
          </Field>
        </div>
      )}
      <Field label={t`Điện thoại`} aside={t`nếu có`}>
        <TextInput kind="phone" maxLength={30} {...register('phone')} />
      </Field>
      <Field label={t`Địa chỉ`} aside={t`nếu có`}>
        <TextInput maxLength={500} {...register('address')} />
      </Field>
    </>
  );
}

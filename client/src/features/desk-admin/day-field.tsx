import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Date3 } from '../../ui/date3.tsx';
import { Field, FieldGroup } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { DayBoxes } from './when.ts';

/** A day in three boxes and, where a right ends at noon, its hour. */
export function DayField({
  label,
  hint,
  bad,
  value,
  onChange,
}: {
  label: ReactNode;
  hint?: ReactNode;
  bad?: ReactNode;
  value: DayBoxes;
  onChange: (value: DayBoxes) => void;
}) {
  const { t } = useLingui();
  const box = (part: keyof DayBoxes) => ({
    defaultValue: value[part],
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      onChange({ ...value, [part]: event.currentTarget.value }),
  });
  return (
    <div className="admin-day">
      <FieldGroup label={label} hint={hint} bad={bad}>
        <Date3
          words={{ day: t`Ngày`, month: t`Tháng`, year: t`Năm` }}
          day={box('day')}
          month={box('month')}
          year={box('year')}
        />
      </FieldGroup>
      <Field label={<Trans>Giờ</Trans>} aside={<Trans>nếu cần</Trans>}>
        <TextInput {...box('time')} placeholder="12:00" />
      </Field>
    </div>
  );
}

import { useLingui } from '@lingui/react/macro';
import { Field, FieldGroup } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { type DoseDraft, readMeasure } from './dose-draft.ts';
import type { Change } from './screening-part.tsx';

type Box = 'temperature' | 'pulse' | 'respiration' | 'systolic' | 'diastolic';

/** Measurements are typed, never prefilled; a slip of the finger is red at its box. */
export function Vitals({ draft, onChange }: { draft: DoseDraft; onChange: Change }) {
  const { t } = useLingui();
  const isBad = (box: Box) => readMeasure(box, draft[box]) === 'impossible';
  const boxOf = (box: Box) => ({
    maxLength: 5,
    defaultValue: draft[box],
    onInput: (event: React.InputEvent<HTMLInputElement>) =>
      onChange({ [box]: event.currentTarget.value }),
  });
  const [temperature, pulse] = [draft.temperature.trim(), draft.pulse.trim()];
  const pressure = [draft.systolic, draft.diastolic].join('/');
  return (
    <div className="vitals">
      <Field
        label={t`Nhiệt độ`}
        bad={isBad('temperature') && t`Không có ${temperature} °C. Nhập như 36,8.`}
      >
        <TextInput kind="decimal" unit="°C" {...boxOf('temperature')} />
      </Field>
      <Field label={t`Mạch`} bad={isBad('pulse') && t`Không có mạch ${pulse}.`}>
        <TextInput kind="digits" unit={t`lần/ph`} {...boxOf('pulse')} />
      </Field>
      <FieldGroup
        label={t`Huyết áp`}
        bad={(isBad('systolic') || isBad('diastolic')) && t`Không có huyết áp ${pressure}.`}
      >
        <div className="bpin">
          <TextInput kind="digits" aria-label={t`Huyết áp tâm thu`} {...boxOf('systolic')} />
          <b aria-hidden="true">/</b>
          <TextInput kind="digits" aria-label={t`Huyết áp tâm trương`} {...boxOf('diastolic')} />
        </div>
      </FieldGroup>
      <Field label={t`Nhịp thở`} bad={isBad('respiration') && t`Không có nhịp thở này.`}>
        <TextInput kind="digits" unit={t`lần/ph`} {...boxOf('respiration')} />
      </Field>
    </div>
  );
}

import type { Id } from '@khop/shared/ids';
import type { DoseRecord } from '@khop/shared/record';
import { toInstant } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId } from 'react';
import { useForm } from 'react-hook-form';
import { formatMoment, formatTime } from '../../app/format.ts';
import { useOpenWork } from '../../app/use-updates.tsx';
import { useTablet } from '../../deps.tsx';
import { DANGER_SIGNS, reactionOutcomeWords, severityWords } from '../../parts/reaction-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Field, FieldGroup } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { LeaveEarly } from './leave-early.tsx';
import { type Onset, readOnset } from './onset.ts';
import { OnsetBoxes, onsetProblemWords } from './onset-boxes.tsx';
import { type ReactionValues, reactionOf } from './reaction-values.ts';
import { SymptomBoxes } from './symptom-boxes.tsx';
import { TextArea } from './text-area.tsx';

const SEVERITIES = ['mild', 'moderate', 'severe'] as const;
const OUTCOMES = ['watched', 'recovered', 'transferred', 'died', 'unknown'] as const;
const DAY_MS = 86_400_000;

export function ReactionForm({
  person,
  dose,
  initial,
  onChange,
  onSaved,
}: {
  person: Id;
  dose: DoseRecord;
  initial: ReactionValues;
  onChange: (values: ReactionValues) => void;
  onSaved: () => Promise<void>;
}) {
  const tablet = useTablet();
  const ids = useId();
  const { save, failure } = useSaving();
  useOpenWork(true);
  const form = useForm<ReactionValues>({ defaultValues: initial });
  const { register, subscribe, formState, handleSubmit } = form;
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => onChange(values) }),
    [subscribe, onChange],
  );
  const [severity, symptoms] = form.watch(['severity', 'symptoms']);
  const hasDanger = symptoms.some((code) => DANGER_SIGNS.includes(code));
  const { errors } = formState;

  function onset(values: ReactionValues): Onset {
    return readOnset(values, dose.dose.injectedAt, tablet.now());
  }

  async function record(values: ReactionValues) {
    const reaction = reactionOf(values, onset(values));
    if (reaction === null) return;
    const isSaved = await save(() =>
      tablet.record('reaction-recorded', person, { dose: dose.said.entry, reaction }),
    );
    if (isSaved) await onSaved();
  }

  const begun = onset(form.getValues());
  const deadline = 'at' in begun ? formatMoment(toInstant(Date.parse(begun.at) + DAY_MS)) : null;

  return (
    <form onSubmit={(event) => void handleSubmit(record)(event)} noValidate>
      <div className="form">
        <FieldGroup
          label={t`Bắt đầu lúc`}
          hint={t`tiêm ${formatTime(dose.dose.injectedAt)}`}
          bad={errors.minute && onsetProblemWords(begun, formatTime(dose.dose.injectedAt))}
        >
          <OnsetBoxes
            hour={register('hour')}
            minute={register('minute', {
              validate: (_, values) => 'at' in onset(values),
            })}
          />
        </FieldGroup>
        <SymptomBoxes
          box={register('symptoms', { validate: (codes) => codes.length > 0 })}
          isMissing={errors.symptoms !== undefined}
        />
        <FieldGroup
          label={<span id={`${ids}-severity`}>{t`Mức độ`}</span>}
          bad={errors.severity && t`Chọn mức độ.`}
          care={
            hasDanger && (severity === 'mild' || severity === 'moderate')
              ? t`Có dấu hiệu nguy hiểm. Xem lại mức độ.`
              : undefined
          }
        >
          <Choices
            name="severity"
            labelledBy={`${ids}-severity`}
            choices={SEVERITIES.map((value) => ({ value, title: severityWords(value) }))}
            input={register('severity', { required: true })}
          />
        </FieldGroup>
        {severity === 'severe' && (
          <Say state="act" role="status" title={t`Báo Sở Y tế trong 24 giờ.`}>
            {deadline && <Trans>Hạn báo: {deadline}.</Trans>}
          </Say>
        )}
        <Field label={t`Xử trí`} aside={t`nếu có`}>
          <TextArea {...register('treatment')} />
        </Field>
        <FieldGroup
          label={<span id={`${ids}-outcome`}>{t`Kết quả`}</span>}
          bad={errors.outcome && t`Chọn kết quả.`}
        >
          <Choices
            name="outcome"
            labelledBy={`${ids}-outcome`}
            choices={OUTCOMES.map((value) => ({ value, title: reactionOutcomeWords(value) }))}
            input={register('outcome', { required: true })}
          />
        </FieldGroup>
        <Field label={t`Ghi chú`} aside={t`nếu có`}>
          <TextArea {...register('note')} />
        </Field>
        {failure}
        <LeaveEarly person={person} dose={dose} onSaved={onSaved} />
      </div>
      <Dock>
        <Button look="main" type="submit">
          <Trans>Ghi nhận phản ứng</Trans>
        </Button>
      </Dock>
    </form>
  );
}

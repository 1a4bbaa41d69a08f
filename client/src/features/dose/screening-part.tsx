import type { Identity } from '@khop/shared/identity';
import {
  questionsFor,
  type ScreeningForm,
  type ScreeningReason,
  suggestOutcome,
} from '@khop/shared/screening';
import type { Day } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { type DoseDraft, readMeasures } from './dose-draft.ts';
import { useMeasureWords, useOutcomeWords } from './use-screening-words.ts';
import { Vitals } from './vitals.tsx';

export type Change = (part: Partial<DoseDraft>) => void;

/** Four outcomes, none preselected; what was measured; the questions of the form in force. */
export function ScreeningPart({
  draft,
  identity,
  vaccine,
  form,
  today,
  onChange,
}: {
  draft: DoseDraft;
  identity: Identity;
  vaccine: string;
  form: ScreeningForm | null;
  today: Day;
  onChange: Change;
}) {
  const { t } = useLingui();
  const id = useId();
  const outcomes = useOutcomeWords();
  const { measurements } = readMeasures(draft);
  const suggestion =
    form &&
    suggestOutcome(
      {
        findings: draft.findings,
        measurements,
        birthDate: identity.birthDate,
        vaccine,
        on: today,
      },
      form,
    );
  return (
    <Part className="screening" title={<span id={id}>{t`Khám sàng lọc`}</span>}>
      <Choices
        name="outcome"
        labelledBy={id}
        choices={outcomes}
        chosen={draft.outcome ?? undefined}
        onChoose={(outcome) => onChange({ outcome })}
      />
      {form && suggestion && suggestion.reasons.length > 0 && (
        <Suggestion form={form} reasons={suggestion.reasons} suggestion={suggestion.suggestion} />
      )}
      <Vitals draft={draft} onChange={onChange} />
      {form && (
        <details className="questions" open={draft.findings.length > 0 || undefined}>
          <summary>
            <Trans>Câu hỏi sàng lọc và ghi chú</Trans>
          </summary>
          <div className="two">
            {questionsFor(form, identity).map(({ code, label }) => (
              <label key={code} className="choice check">
                <input
                  type="checkbox"
                  checked={draft.findings.includes(code)}
                  onChange={(event) => {
                    const others = draft.findings.filter((each) => each !== code);
                    onChange({
                      findings: event.currentTarget.checked ? [...others, code] : others,
                    });
                  }}
                />
                <b>{label}</b>
              </label>
            ))}
          </div>
          <Field label={t`Ghi chú`} aside={t`nếu có`}>
            <TextInput
              maxLength={2000}
              defaultValue={draft.note}
              onInput={(event) => onChange({ note: event.currentTarget.value })}
            />
          </Field>
        </details>
      )}
    </Part>
  );
}

/** What the form suggests, in words; the doctor decides, so no card is chosen by it. */
function Suggestion({
  form,
  reasons,
  suggestion,
}: {
  form: ScreeningForm;
  reasons: readonly ScreeningReason[];
  suggestion: DoseDraft['outcome'];
}) {
  const { t } = useLingui();
  const outcome = useOutcomeWords().find((each) => each.value === suggestion)?.title ?? '';
  const measureWords = useMeasureWords();
  const words = reasons.map(
    (reason) =>
      form.questions.find((each) => each.code === reason.code)?.label ?? measureWords(reason),
  );
  return (
    <div className="suggestion" role="status">
      <Say state="warn" title={t`Phiếu gợi ý: ${outcome}`}>
        {words.join(' · ')}
      </Say>
    </div>
  );
}

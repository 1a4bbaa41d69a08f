import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { Say } from '../../ui/say.tsx';
import type { DoseDraft } from './dose-draft.ts';
import type { DosePlan, DoseWarning } from './dose-plan.ts';
import { REASONS, useReasonWords, useWarningWords } from './use-dose-words.ts';

/** Before the needle: what speaks against this dose, each with its reason to go on. */
export function WarningsPart({
  plan,
  reasons,
  onReason,
}: {
  plan: DosePlan;
  reasons: DoseDraft['reasons'];
  onReason: (code: string, reason: string) => void;
}) {
  const { t } = useLingui();
  if (plan.warnings.length === 0) return null;
  return (
    <section className="part warnings" aria-label={t`Cảnh báo trước khi tiêm`}>
      {plan.warnings.map((warning) => (
        <OneWarning
          key={warning.code}
          warning={warning}
          previous={plan.previous?.dose.dose.ordinal ?? null}
          reason={reasons[warning.code] ?? ''}
          onReason={(reason) => onReason(warning.code, reason)}
        />
      ))}
    </section>
  );
}

function OneWarning({
  warning,
  previous,
  reason,
  onReason,
}: {
  warning: DoseWarning;
  previous: number | null;
  reason: string;
  onReason: (reason: string) => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const words = useWarningWords()(warning, previous);
  const reasonWords = useReasonWords();
  return (
    <Say
      state={words.state}
      title={<span id={id}>{words.title}</span>}
      acts={
        <select
          className="input reason"
          aria-label={t`Lý do tiếp tục`}
          aria-describedby={id}
          data-reason={reason === '' ? 'missing' : 'given'}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
        >
          <option value="">{t`Chọn lý do để tiếp tục`}</option>
          {REASONS.map((each) => (
            <option key={each} value={each}>
              {reasonWords(each)}
            </option>
          ))}
        </select>
      }
    />
  );
}

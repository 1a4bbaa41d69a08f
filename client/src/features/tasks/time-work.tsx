import type { PersonRecord } from '@khop/shared/record';
import type { Task } from '@khop/shared/task';
import type { Instant } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { formatMoment } from '../../app/format.ts';
import { useTablet } from '../../deps.tsx';
import { doubtWords } from '../../parts/doubt-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { doseName } from '../../parts/vaccine-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Say } from '../../ui/say.tsx';
import { TimeForm } from './time-form.tsx';

/** Written into the entry as they stand: one wording for every language of the screen. */
const REASONS = {
  right: 'Giờ tiêm đúng như đã ghi',
  adjusted: 'Lấy giờ đã chỉnh theo văn phòng',
  typed: 'Nhập lại giờ tiêm',
} as const;

/** [T6] The time as it stands, the time by the office's clock, and a person who decides. */
export function TimeWork({
  task,
  record,
}: {
  task: Extract<Task, { kind: 'time' }>;
  record: PersonRecord;
}) {
  const tablet = useTablet();
  const { save, failure } = useSaving();
  const [isTyping, setTyping] = useState(false);
  const { recorded, suggested, why } = task;
  const dose = record.doses.find(({ said }) => said.entry === task.dose);
  const isOther = suggested !== null && formatMoment(suggested) !== formatMoment(recorded);

  function settle(injectedAt: Instant, reason: keyof typeof REASONS) {
    return save(() =>
      tablet.record('dose-amended', record.id, {
        dose: task.dose,
        changes: { injectedAt },
        reason: REASONS[reason],
      }),
    );
  }

  const facts = [{ label: t`Giờ đang ghi`, value: formatMoment(recorded) }];
  if (isOther) facts.push({ label: t`Giờ đã chỉnh`, value: formatMoment(suggested) });
  const name = dose ? doseName(dose.dose.ordinal) : '';

  return (
    <>
      <div className="part task-first stack">
        <Say state="warn" title={t`${name}: giờ tiêm cần xem lại.`}>
          {doubtWords(why)}
        </Say>
        <Facts facts={facts} />
        {failure}
      </div>
      {isTyping ? (
        <TimeForm
          initial={suggested ?? recorded}
          onTyped={(at) => void settle(at, 'typed')}
          onCancel={() => setTyping(false)}
        />
      ) : (
        <>
          <div className="part task-last stack">
            <Button onClick={() => setTyping(true)}>
              <Trans>Nhập giờ khác</Trans>
            </Button>
            <p className="soft">
              <Trans>Lượt ghi đầu vẫn được giữ nguyên trong sổ.</Trans>
            </p>
          </div>
          <Dock>
            {isOther && (
              <Button onClick={() => void settle(suggested, 'adjusted')}>
                <Trans>Lấy giờ đã chỉnh</Trans>
              </Button>
            )}
            <Button look="main" onClick={() => void settle(recorded, 'right')}>
              <Trans>Giờ này đúng</Trans>
            </Button>
          </Dock>
        </>
      )}
    </>
  );
}

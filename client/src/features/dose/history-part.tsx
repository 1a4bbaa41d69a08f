import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatDay, formatMoment, formatTime } from '../../app/format.ts';
import { doseStepMark, doseStepWords } from '../../parts/dose-step.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { doseName, vaccineName } from '../../parts/vaccine-words.ts';
import type { PersonView } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { Seam, type SeamStep } from '../../ui/seam.tsx';
import { type DosePlan, standingDoses } from './dose-plan.ts';

/** Older doses are folded, so that the screening stays in sight. */
const MOST_SHOWN = 2;

/** Earlier doses on one line, and the age of what is known about them (UX8). Folded on a phone. */
export function HistoryPart({
  view,
  plan,
  today,
}: {
  view: PersonView;
  plan: DosePlan | null;
  today: string;
}) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const doses = standingDoses(view.record);
  const hidden = isOpen ? 0 : Math.max(0, doses.length - MOST_SHOWN);
  const knownAt = view.knownAt;
  const known = knownAt && (dayOf(knownAt) === today ? formatTime(knownAt) : formatMoment(knownAt));
  const steps: SeamStep[] = doses.slice(hidden).map(({ said, dose }) => {
    const step = view.steps[said.entry] ?? 'received';
    return {
      key: said.entry,
      state: doseStepMark(step),
      title: `${doseName(dose.ordinal)} · ${vaccineName(dose.vaccine)}`,
      notes: [formatDay(dayOf(dose.injectedAt)), t`lô ${dose.lot}`, doseStepWords(step)],
      act: (
        <ButtonTo look="quiet" to="/person/$id" params={{ id: view.record.id }}>
          <Trans>Xem</Trans>
        </ButtonTo>
      ),
    };
  });
  if (plan !== null) {
    steps.push({
      key: 'now',
      state: 'now',
      title: t`Mũi ${plan.ordinal} · hôm nay`,
      notes: sinceWords(plan),
    });
  }
  return (
    <Part
      className={isOpen ? 'hist is-open' : 'hist'}
      title={t`Lịch sử tiêm`}
      note={known ? t`danh sách lúc ${known}` : t`chỉ có trên máy này`}
    >
      {doses.length > 0 && (
        <Button
          look="quiet"
          className={doses.length > MOST_SHOWN ? 'unfold' : 'unfold phone-only'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <Trans>Thu lại</Trans> : <Plural value={doses.length} other="Xem # mũi" />}
        </Button>
      )}
      <div className="seam-sheet">
        <Seam steps={steps} />
      </div>
    </Part>
  );
}

function sinceWords({ previous }: DosePlan): string[] {
  if (previous === null) return [t`Chưa thấy mũi nào trong danh sách trên máy`];
  const { days, minDays } = previous;
  const { ordinal } = previous.dose.dose;
  if (minDays === null) return [t`${days} ngày từ mũi ${ordinal}`];
  return days >= minDays
    ? [t`Đủ ${days} ngày từ mũi ${ordinal} (tối thiểu ${minDays})`]
    : [t`Mới ${days} ngày từ mũi ${ordinal} (tối thiểu ${minDays})`];
}

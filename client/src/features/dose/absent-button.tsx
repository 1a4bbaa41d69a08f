import type { PersonRecord } from '@khop/shared/record';
import { type Day, dayOf } from '@khop/shared/time';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useTablet } from '../../deps.tsx';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button } from '../../ui/button.tsx';
import { isExpectedOn } from './dose-plan.ts';

/** Somebody on today's list who did not come; they may still come later and get their dose. */
export function AbsentButton({
  record,
  site,
  today,
}: {
  record: PersonRecord;
  site: string;
  today: Day;
}) {
  const tablet = useTablet();
  const navigate = useNavigate();
  const { save, failure } = useSaving();
  if (!isExpectedOn(record, site, today)) return null;

  async function note() {
    const on = dayOf(tablet.now());
    const isNoted = await save(() => tablet.record('absence-noted', record.id, { on, site }));
    if (isNoted) await navigate({ to: '/', replace: true });
  }
  return (
    <div className="part">
      <Button look="quiet" onClick={() => void note()}>
        <Trans>Hôm nay không đến: ghi vắng</Trans>
      </Button>
      {failure}
    </div>
  );
}

import { OBSERVATION_MINUTES } from '@khop/shared/dose';
import type { Id } from '@khop/shared/ids';
import type { DoseRecord } from '@khop/shared/record';
import { toInstant } from '@khop/shared/time';
import { Trans } from '@lingui/react/macro';
import { useTablet } from '../../deps.tsx';
import { useSaving } from '../../parts/use-saving.tsx';
import { Button } from '../../ui/button.tsx';

/** Who will not stay is written down as gone early: nobody can be kept, and nobody is kept waiting. */
export function LeaveEarly({
  person,
  dose,
  onSaved,
}: {
  person: Id;
  dose: DoseRecord;
  onSaved: () => Promise<void>;
}) {
  const tablet = useTablet();
  const { save, failure } = useSaving();
  const elapsedMs = tablet.now() - Date.parse(dose.dose.injectedAt);
  if (dose.observation !== null || elapsedMs >= OBSERVATION_MINUTES * 60_000) return null;

  async function leave() {
    const isSaved = await save(() =>
      tablet.record('observation-recorded', person, {
        dose: dose.said.entry,
        endedAt: toInstant(tablet.now()),
        outcome: 'left-early',
        note: null,
      }),
    );
    if (isSaved) await onSaved();
  }
  return (
    <>
      {failure}
      <Button look="quiet" onClick={() => void leave()}>
        <Trans>Người này về trước giờ, không phản ứng</Trans>
      </Button>
    </>
  );
}

import type { Hint } from '@khop/shared/hint';
import type { IdCard } from '@khop/shared/id-card';
import type { IdentityField } from '@khop/shared/identity';
import type { PersonRecord } from '@khop/shared/record';
import { Trans } from '@lingui/react/macro';
import { IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useOpenWork } from '../../app/use-updates.tsx';
import { useWedge } from '../../parts/use-wedge.ts';
import type { PersonRow } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type Proposal, withCard } from './amendment.ts';
import { CardScan } from './card-scan.tsx';
import { ClaimStep } from './claim-step.tsx';
import { IdentityForm } from './identity-form.tsx';
import type { IdentityValues } from './identity-values.ts';
import { Review } from './review.tsx';
import { Settle } from './settle.tsx';
import { fillFrom } from './suggestion.ts';
import { type IdentityTask, TaskState } from './task-head.tsx';
import { useAmendDraft } from './use-amend-draft.ts';
import { useStepShown } from './use-step-shown.ts';

type Step =
  | { at: 'claim' }
  | { at: 'scan' }
  | { at: 'edit'; values: IdentityValues; focus: IdentityField | null }
  | { at: 'review'; proposal: Proposal; typed: IdentityValues | null };

const CLAIM: Step = { at: 'claim' };

/** The claim and its causes; then scan or type; then old and new side by side; then it is written. */
export function TaskWork({
  task,
  record,
  causes,
  sharing,
}: {
  task: IdentityTask;
  record: PersonRecord;
  causes: readonly Hint[] | null;
  sharing: readonly PersonRow[];
}) {
  const { identity } = record;
  const [step, setStep] = useState<Step>(CLAIM);
  const draft = useAmendDraft(record.id, identity);
  const frame = useStepShown(step.at);
  useOpenWork(step.at !== 'claim');
  useWedge(({ outcome, card }) => {
    if (outcome !== 'refused' && card !== null) hold(card, null);
  });

  function hold(card: IdCard, hash: string | null) {
    setStep({ at: 'review', proposal: withCard(identity, card, hash), typed: null });
  }
  async function finish() {
    await draft.drop();
    setStep(CLAIM);
  }
  function edit(cause: Hint | null) {
    if (draft.values === null) return;
    const values = (cause && fillFrom(cause, draft.values)) ?? draft.values;
    setStep({ at: 'edit', values, focus: cause?.field ?? null });
  }
  const scan = () => setStep({ at: 'scan' });

  function shown() {
    switch (step.at) {
      case 'scan':
        return <CardScan onCard={hold} onCancel={() => setStep(CLAIM)} />;
      case 'edit':
        return (
          <IdentityForm
            before={identity}
            initial={step.values}
            focus={step.focus}
            onChange={draft.keep}
            onReview={(next, typed) => {
              const proposal = { identity: next, scanned: [], cardHash: null };
              setStep({ at: 'review', proposal, typed });
            }}
            onCancel={() => void finish()}
          />
        );
      case 'review': {
        const { typed, proposal } = step;
        return (
          <Review
            record={record}
            proposal={proposal}
            onSaved={finish}
            onBack={() => setStep(typed ? { at: 'edit', values: typed, focus: null } : CLAIM)}
          />
        );
      }
      case 'claim':
        return (
          <>
            <div className="part task-first">
              <TaskState task={task} record={record} />
            </div>
            {task.kind === 'conflict' ? (
              <Settle record={record} onSaved={finish} beside={<ScanButton onScan={scan} />} />
            ) : (
              <ClaimStep
                record={record}
                causes={causes}
                sharing={sharing}
                isStarted={draft.isStarted}
                onTake={edit}
                onEdit={() => edit(null)}
                onScan={scan}
              />
            )}
          </>
        );
    }
  }
  return (
    <div className="step-frame" ref={frame} tabIndex={-1}>
      {shown()}
    </div>
  );
}

function ScanButton({ onScan }: { onScan: () => void }) {
  return (
    <Button icon={<Icon of={IconQrcode} />} onClick={onScan}>
      <Trans>Quét lại thẻ</Trans>
    </Button>
  );
}

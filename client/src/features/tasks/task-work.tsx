import type { Hint } from '@khop/shared/hint';
import type { IdentityField } from '@khop/shared/identity';
import type { PersonRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconPencil, IconQrcode } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useOpenWork } from '../../app/use-updates.tsx';
import { useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { useDraft } from '../../parts/use-draft.ts';
import type { PersonRow } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { type Proposal, withCard } from './amendment.ts';
import { CardScan } from './card-scan.tsx';
import { CauseList } from './cause-list.tsx';
import { Claim } from './claim.tsx';
import { IdentityForm } from './identity-form.tsx';
import { IdentityValues, valuesOf } from './identity-values.ts';
import { Review } from './review.tsx';
import { fillFrom } from './suggestion.ts';

type Step =
  | { at: 'claim' }
  | { at: 'scan' }
  | { at: 'edit'; values: IdentityValues; focus: IdentityField | null }
  | { at: 'review'; proposal: Proposal; typed: IdentityValues | null };

/** The claim and its causes; then scan or type; then old and new side by side; then it is written. */
export function TaskWork({
  record,
  causes,
  sharing,
  birth,
  today,
  says,
  settle,
}: {
  record: PersonRecord;
  causes: readonly Hint[];
  sharing: readonly PersonRow[];
  birth: string;
  today: Day;
  says: ReactNode;
  /** A conflict is decided, not typed; scanning the card again stays possible. */
  settle: ((back: ReactNode) => ReactNode) | null;
}) {
  const tablet = useTablet();
  const [step, setStep] = useState<Step>({ at: 'claim' });
  const draftKey = `task:${record.id}`;
  const draft = useDraft(draftKey);
  useOpenWork(step.at !== 'claim');
  const { identity } = record;
  const kept = IdentityValues.safeParse(draft?.value);
  const started = kept.success ? kept.data : valuesOf(identity);

  async function finish() {
    await tablet.drafts.drop(draftKey);
    setStep({ at: 'claim' });
  }

  if (step.at === 'scan') {
    return (
      <CardScan
        today={today}
        onCard={(card, hash) =>
          setStep({ at: 'review', proposal: withCard(identity, card, hash), typed: null })
        }
        onCancel={() => setStep({ at: 'claim' })}
      />
    );
  }
  if (step.at === 'edit') {
    return (
      <IdentityForm
        before={identity}
        initial={step.values}
        focus={step.focus}
        onChange={(values) => void tablet.drafts.save(draftKey, values)}
        onReview={(next, typed) =>
          setStep({
            at: 'review',
            proposal: { identity: next, scanned: [], cardHash: null },
            typed,
          })
        }
        onCancel={() => void finish()}
      />
    );
  }
  if (step.at === 'review') {
    const { typed } = step;
    return (
      <Review
        record={record}
        proposal={step.proposal}
        onSaved={finish}
        onBack={() => setStep(typed ? { at: 'edit', values: typed, focus: null } : { at: 'claim' })}
      />
    );
  }

  const scan = (
    <Button
      look={settle ? 'plain' : 'main'}
      icon={<Icon of={IconQrcode} size={settle ? 'normal' : 'large'} />}
      onClick={() => setStep({ at: 'scan' })}
    >
      <Trans>Quét lại thẻ</Trans>
    </Button>
  );
  return (
    <>
      {says}
      {settle ? (
        settle(scan)
      ) : (
        <>
          <Claim record={record} doubted={causes[0]?.field ?? null} title={t`Đã gửi đi`} />
          <Sharing sharing={sharing} />
          <CauseList
            causes={causes}
            birth={birth}
            onTake={(cause) =>
              setStep({
                at: 'edit',
                values: fillFrom(cause, started) ?? started,
                focus: cause.field,
              })
            }
          />
          <Dock>
            <Button
              icon={<Icon of={IconPencil} />}
              onClick={() => setStep({ at: 'edit', values: started, focus: null })}
            >
              <Trans>Sửa tay</Trans>
            </Button>
            {scan}
          </Dock>
        </>
      )}
    </>
  );
}

/** Another record with the same number: perhaps the same person twice, perhaps a borrowed card. */
function Sharing({ sharing }: { sharing: readonly PersonRow[] }) {
  const [first] = sharing;
  if (first === undefined) return null;
  return (
    <div className="part">
      <Say
        state="warn"
        title={plural(sharing.length, { other: '# hồ sơ khác cùng số này.' })}
        acts={
          <ButtonTo to="/person/$id" params={{ id: first.id }}>
            <Trans>Mở hồ sơ {first.fullName}</Trans>
          </ButtonTo>
        }
      >
        <Trans>Có thể một người hai hồ sơ, hoặc ghi nhầm số người nhà.</Trans>
      </Say>
    </div>
  );
}

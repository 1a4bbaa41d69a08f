import type { LotRecord, SessionRecord } from '@khop/shared/record';
import { screeningFormOn } from '@khop/shared/screening';
import { type Day, toInstant } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { useRegister, useTablet } from '../../deps.tsx';
import { lastSaved } from '../../parts/last-saved.ts';
import { cardKey, doseDraftKey } from '../../parts/person-draft.ts';
import { isContinuous, scannedPerson } from '../../parts/queue-mode.ts';
import { vialWords } from '../../parts/session-words.ts';
import { useKeepDraft } from '../../parts/use-keep-draft.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { vialOf } from '../../parts/vial.ts';
import type { PersonView } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { AbsentButton } from './absent-button.tsx';
import { DoseDraft, emptyDraft, readMeasures, screeningOf } from './dose-draft.ts';
import { DoseLine } from './dose-line.tsx';
import { doseOf, mainActOf, planDose } from './dose-plan.ts';
import { HistoryPart } from './history-part.tsx';
import { ScreeningPart } from './screening-part.tsx';
import { WarningsPart } from './warnings-part.tsx';

/** From the band to the needle. Saved at once; the way back stands on the next screen (UX24). */
export function DoseForm({
  view,
  session,
  lots,
  kept,
  today,
  head,
}: {
  view: PersonView;
  session: SessionRecord;
  lots: readonly LotRecord[];
  kept: unknown;
  today: Day;
  head: ReactNode;
}) {
  const tablet = useTablet();
  const navigate = useNavigate();
  const { save, failure } = useSaving();
  const frame = useRef<HTMLElement>(null);
  const { id, identity } = view.record;
  const [draft, setDraft] = useState<DoseDraft>(() => {
    const read = DoseDraft.safeParse(kept);
    return read.success ? read.data : emptyDraft;
  });
  const keeper = useKeepDraft(doseDraftKey(id, today), draft);
  const balance = useRegister((register) => register.balance(session.id), [session.id]);
  const change = (part: Partial<DoseDraft>) => setDraft((now) => ({ ...now, ...part }));

  const form = screeningFormOn(today);
  const plan = planDose(view.record, session, draft, lots, today);
  const vial = balance ? vialOf(session, balance) : null;
  const { impossible } = readMeasures(draft);
  const act = mainActOf(draft, plan, impossible);
  const screening = screeningOf(draft, form?.id ?? '');

  async function leave() {
    const isQueue = isContinuous.get() && scannedPerson.get() === id;
    scannedPerson.set(null);
    await Promise.all([keeper.drop(), tablet.drafts.drop(cardKey(id))]);
    await navigate({ to: isQueue ? '/scan' : '/', replace: true });
  }

  async function recordDose() {
    const dose = doseOf(plan, session, draft, screening, vial?.openedAt ?? null, tablet.now());
    await save(async () => {
      const entry = await tablet.record('dose-recorded', id, { dose });
      lastSaved.set({
        kind: 'dose',
        person: id,
        dose: entry.id,
        fullName: identity.fullName,
        ordinal: dose.ordinal,
        vaccine: dose.vaccine,
        lot: dose.lot,
        vial: vial && vial.number > 0 ? vialWords({ ...vial, left: vial.left - 1 }) : null,
        savedAt: dose.injectedAt,
        draft,
      });
      await leave();
    });
  }

  async function recordNoDose() {
    if (screening === null) return;
    const { site, id: sessionId } = session;
    await save(async () => {
      const entry = await tablet.record('screening-recorded', id, {
        screening,
        session: sessionId,
        site,
      });
      const savedAt = toInstant(tablet.now());
      lastSaved.set({
        kind: 'no-dose',
        person: id,
        entry: entry.id,
        fullName: identity.fullName,
        savedAt,
      });
      await leave();
    });
  }

  function showMissing() {
    const missing = frame.current?.querySelector<HTMLElement>(
      '[data-reason=missing], [aria-invalid=true]',
    );
    missing?.scrollIntoView({ block: 'center' });
    missing?.focus();
  }

  return (
    <>
      <main ref={frame}>
        {head}
        <WarningsPart
          plan={plan}
          reasons={draft.reasons}
          onReason={(code, reason) => change({ reasons: { ...draft.reasons, [code]: reason } })}
        />
        <HistoryPart view={view} plan={plan} today={today} />
        <ScreeningPart
          draft={draft}
          identity={identity}
          vaccine={session.vaccine}
          form={form}
          today={today}
          onChange={change}
        />
        <DoseLine session={session} vial={vial} plan={plan} draft={draft} onChange={change} />
        {failure}
        <AbsentButton record={view.record} site={session.site} today={today} />
        <div className="end-space" />
      </main>
      <footer className="under">
        <Dock>
          <MainButton
            act={act}
            ordinal={plan.ordinal}
            fullName={identity.fullName}
            onDose={recordDose}
            onNoDose={recordNoDose}
            onMissing={showMissing}
          />
        </Dock>
      </footer>
    </>
  );
}

function MainButton({
  act,
  ordinal,
  fullName,
  onDose,
  onNoDose,
  onMissing,
}: {
  act: ReturnType<typeof mainActOf>;
  ordinal: number;
  fullName: string;
  onDose: () => Promise<void>;
  onNoDose: () => Promise<void>;
  onMissing: () => void;
}) {
  const { t } = useLingui();
  switch (act) {
    case 'choose-outcome':
      return (
        <Button look="main" disabled>
          {t`Chọn kết quả khám`}
        </Button>
      );
    case 'fix-measures':
      return <Button look="main" onClick={onMissing}>{t`Xem lại số đo báo đỏ`}</Button>;
    case 'give-reasons':
      return <Button look="main" onClick={onMissing}>{t`Chọn lý do để tiếp tục`}</Button>;
    case 'record-dose':
      return (
        <Button look="main" onClick={() => void onDose()}>
          <span>
            <Trans>
              Ghi nhận mũi {ordinal} · {fullName}
            </Trans>
          </span>
        </Button>
      );
    case 'record-no-dose':
      return (
        <Button look="main" onClick={() => void onNoDose()}>
          <span>
            <Trans>Ghi hôm nay chưa tiêm · {fullName}</Trans>
          </span>
        </Button>
      );
  }
}

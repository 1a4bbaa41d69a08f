import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { InstallOffer } from '../../app/install-offer.tsx';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { useNow } from '../../parts/use-now.ts';
import { Button } from '../../ui/button.tsx';
import type { MarkState } from '../../ui/mark.tsx';
import { Part } from '../../ui/part.tsx';
import { StepPill } from '../../ui/step-pill.tsx';
import { MUTE, useProbe } from './probe.ts';
import { judgeReadiness, type ReadinessFacts, type ReadinessState } from './readiness.ts';
import { readinessStateWords, readinessWords } from './readiness-words.ts';

const marks: Record<ReadinessState, { state: MarkState; mark: MarkState }> = {
  ok: { state: 'done', mark: 'ok' },
  warn: { state: 'warn', mark: 'warn' },
  act: { state: 'act', mark: 'act' },
  unknown: { state: 'unchecked', mark: 'unchecked' },
  asking: { state: 'unchecked', mark: 'unchecked' },
};

/** "Sẵn sàng đi điểm tiêm": one look before leaving, each line saying what to do (UX7). */
export function ReadinessPart() {
  const facts = useReadinessFacts();
  const { isReady, lines } = judgeReadiness(facts);
  return (
    <Part title={t`Sẵn sàng đi điểm tiêm`} note={readyWords(isReady)}>
      <dl className="facts sheet">
        {lines.map(({ check, state }) => {
          const { label, found, todo } = readinessWords(check, state, facts);
          return (
            <div key={check}>
              <dt>{label}</dt>
              <dd>
                {found}
                {todo && <span className="todo">{todo}</span>}
              </dd>
              <dd className="origin">
                <StepPill bare {...marks[state]}>
                  {readinessStateWords(state)}
                </StepPill>
              </dd>
            </div>
          );
        })}
      </dl>
      <div className="btn-group after">
        {facts.storage.persisted === false && <AskPersistence />}
        <InstallOffer />
      </div>
    </Part>
  );
}

function readyWords(isReady: boolean | null): ReactNode {
  if (isReady === null) return <Trans>đang xem</Trans>;
  return isReady ? <Trans>đi được</Trans> : <Trans>còn việc phải làm trước</Trans>;
}

function AskPersistence() {
  const tablet = useTablet();
  const [isRefused, setIsRefused] = useState(false);
  return (
    <>
      <Button onClick={() => void tablet.persistStorage().then((kept) => setIsRefused(!kept))}>
        <Trans>Xin giữ dữ liệu</Trans>
      </Button>
      <p role="status" className={isRefused ? 'soft' : 'vh'}>
        {isRefused && <Trans>Trình duyệt chưa đồng ý. Cài Khớp lên máy rồi xin lại.</Trans>}
      </p>
    </>
  );
}

function useReadinessFacts(): ReadinessFacts {
  const tablet = useTablet();
  const status = useLive(tablet.status);
  const state = useLive(tablet.state);
  const nowMs = useNow(60_000);
  const today = dayOf(nowMs);
  const probe = useProbe();
  const lots = useRegister((register) => register.lots(), []);
  const { pulledAt, pullProgress, storage, skewMs } = status;
  return {
    ...(probe ?? MUTE),
    isAsking: probe === null || lots === undefined,
    nowMs,
    pulledAt,
    isPulling: pullProgress !== null,
    lots: lots?.filter((lot) => lot.expiresOn >= today).length ?? 0,
    storage,
    skewMs,
    grantUntil: state.at === 'open' ? state.grant.until : null,
  };
}

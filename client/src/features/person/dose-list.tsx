import { openDoubt } from '@khop/shared/dose-time';
import type { DoseRecord } from '@khop/shared/record';
import { dayOf } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatMoment } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { DoseStepPill } from '../../parts/dose-step.tsx';
import { doubtInBrief } from '../../parts/doubt-words.ts';
import { operatorName } from '../../parts/operator-words.ts';
import { doseName, vaccineName } from '../../parts/vaccine-words.ts';
import type { PersonView } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { VoidDose } from './void-dose.tsx';

/** Every dose with its step; voided ones stay, with who and why. */
export function DoseList({ view }: { view: PersonView }) {
  const { t } = useLingui();
  const doses = view.record.doses.toSorted((a, b) =>
    a.dose.injectedAt < b.dose.injectedAt ? 1 : -1,
  );
  return (
    <Part title={t`Mũi tiêm`} className="edge">
      {doses.length === 0 ? (
        <Empty heading="h3" title={t`Chưa thấy mũi nào trong danh sách trên máy`} />
      ) : (
        <Rows>
          {doses.map((dose) => (
            <OneDose key={dose.said.entry} person={view.record.id} dose={dose} view={view} />
          ))}
        </Rows>
      )}
    </Part>
  );
}

function OneDose({ person, dose, view }: { person: string; dose: DoseRecord; view: PersonView }) {
  const { t } = useLingui();
  const state = useLive(useTablet().state);
  const [isVoiding, setVoiding] = useState(false);
  const { said, dose: given, voided, amendments, observation } = dose;
  const step = view.steps[said.entry] ?? 'received';
  const who = operatorName(state, said.operator);
  const doubt = openDoubt(dose);
  const hasMore = voided !== null || doubt !== null || given.overridden.length > 0 || isVoiding;
  // Dose facts belong to the site that gave the dose (UX27).
  const isOurs = state.at === 'open' && given.site === state.site.id;
  const notes = [
    formatDay(dayOf(given.injectedAt)),
    vaccineName(given.vaccine),
    t`lô ${given.lot}`,
    t`ghi bởi ${who}`,
  ];
  if (given.point !== null) notes.push(given.point);
  if (amendments.length > 0) notes.push(t`đã sửa ${amendments.length} lần`);
  if (observation !== null) notes.push(t`đã theo dõi xong`);
  const byWhom = voided && operatorName(state, voided.operator);
  const when = voided && formatMoment(voided.at);
  return (
    <Row
      name={voided ? <s>{doseName(given.ordinal)}</s> : doseName(given.ordinal)}
      notes={notes}
      end={
        <>
          <DoseStepPill step={step} />
          {!voided && !isVoiding && isOurs && (
            <Button look="quiet" onClick={() => setVoiding(true)}>
              <Trans>Hủy mũi tiêm</Trans>
            </Button>
          )}
        </>
      }
    >
      {hasMore && (
        <>
          {voided && (
            <p className="note">
              <Trans>
                Hủy bởi {byWhom} lúc {when}: {voided.reason}
              </Trans>
            </p>
          )}
          {doubt && (
            <p className="note">
              {doubtInBrief(given.injectedAt, doubt)}{' '}
              {isOurs && (
                <Link to="/task/$id" params={{ id: `time:${person}:${said.entry}` }}>
                  <Trans>Xem lại giờ tiêm</Trans>
                </Link>
              )}
            </p>
          )}
          {given.overridden.map(({ code, reason }) => (
            <p key={code} className="note soft">
              <Trans>Có cảnh báo khi tiêm, lý do tiếp tục: {reason}</Trans>
            </p>
          ))}
          {isVoiding && <VoidDose person={person} dose={dose} onClose={() => setVoiding(false)} />}
        </>
      )}
    </Row>
  );
}

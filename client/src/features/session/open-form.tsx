import './session.css';
import type { LotRecord, SessionRecord } from '@khop/shared/record';
import type { Day } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTablet } from '../../deps.tsx';
import { sessionName } from '../../parts/session-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { vaccineName } from '../../parts/vaccine-words.ts';
import type { TabletState } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { LotPicker } from './lot-picker.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { PointPicker } from './point-picker.tsx';
import { lotChoices } from './session-choice.ts';

type Lot = { vaccine: string; lot: string; expiresOn: Day | null };

export function OpenForm({
  state,
  lots,
  today,
  others,
}: {
  state: Extract<TabletState, { at: 'open' }>;
  lots: readonly LotRecord[];
  today: Day;
  /** Sessions of today that run on other tablets of the site. */
  others: readonly SessionRecord[];
}) {
  const { t } = useLingui();
  const tablet = useTablet();
  const navigate = useNavigate();
  const { save, failure } = useSaving();
  const [point, setPoint] = useState<string | null>(null);
  const [lot, setLot] = useState<Lot | null>(null);
  const [vaccinator, setVaccinator] = useState(state.operator.id);
  const [screener, setScreener] = useState<string | null>(null);

  async function open() {
    if (lot === null) return;
    const isOpen = await save(() =>
      tablet.openSession({
        site: state.site.id,
        point,
        on: today,
        ...lot,
        vaccinator,
        screener,
      }),
    );
    if (!isOpen) return;
    // The tap that begins the work is the one browsers want for a promise to keep the data.
    void tablet.persistStorage();
    await navigate({ to: '/' });
  }

  return (
    <>
      {others.length > 0 && (
        <Part title={t`Buổi đang mở ở cơ sở`}>
          <Rows>
            {others.map((session) => (
              <Row
                key={session.id}
                name={sessionName(session)}
                notes={[
                  session.point ?? state.site.name,
                  vaccineName(session.vaccine),
                  session.lot,
                ]}
                end={
                  <Button
                    onClick={() =>
                      void save(() => tablet.chooseSession(session.id)).then((done) =>
                        done ? navigate({ to: '/' }) : undefined,
                      )
                    }
                  >
                    <Trans>Vào buổi này</Trans>
                  </Button>
                }
              />
            ))}
          </Rows>
        </Part>
      )}
      <PointPicker site={state.site} point={point} onChoose={setPoint} />
      <LotPicker
        choices={lotChoices(lots, today, null)}
        lots={lots}
        today={today}
        chosen={lot}
        onChoose={setLot}
      />
      <PeoplePicker
        site={state.site}
        vaccinator={vaccinator}
        screener={screener}
        onVaccinator={setVaccinator}
        onScreener={setScreener}
      />
      {failure}
      <div className="end-space" />
      <Dock>
        <Button look="main" disabled={lot === null} onClick={() => void open()}>
          {lot === null ? <Trans>Chọn lô trước</Trans> : <Trans>Mở buổi tiêm</Trans>}
        </Button>
      </Dock>
    </>
  );
}

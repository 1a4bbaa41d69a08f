import './session.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatTime } from '../../app/format.ts';
import { useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { sessionName, vialWords } from '../../parts/session-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { vaccineName } from '../../parts/vaccine-words.ts';
import { vialOf } from '../../parts/vial.ts';
import type { TabletState, WorkSession } from '../../tablet.ts';
import { Button, ButtonGroup } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Part } from '../../ui/part.tsx';
import { PeoplePicker } from './people-picker.tsx';

export function RunningSession({
  session,
  state,
}: {
  session: NonNullable<WorkSession>;
  state: Extract<TabletState, { at: 'open' }>;
}) {
  const { t } = useLingui();
  const tablet = useTablet();
  const navigate = useNavigate();
  const { save, failure } = useSaving();
  const { id, record } = session;
  const balance = useRegister((register) => register.balance(id), [id]);
  const [vaccinator, setVaccinator] = useState(record.vaccinator);
  const [screener, setScreener] = useState(record.screener);
  const isChanged = vaccinator !== record.vaccinator || screener !== record.screener;
  const doses = balance?.reduce((sum, row) => sum + row.doses, 0) ?? 0;

  return (
    <>
      <Part title={sessionName(record)}>
        <Facts
          facts={[
            { label: t`Điểm tiêm`, value: record.point ?? state.site.name },
            { label: t`Mở lúc`, value: formatTime(record.opened.at) },
            {
              label: t`Vắc xin và lô`,
              value: (
                <>
                  {vaccineName(record.vaccine)} · {record.lot}
                </>
              ),
              origin: record.expiresOn && t`hạn ${formatDay(record.expiresOn)}`,
            },
            { label: t`Lọ đang dùng`, value: balance ? vialWords(vialOf(record, balance)) : '–' },
            { label: t`Đã ghi`, value: t`${doses} mũi` },
          ]}
        />
        <div className="part-acts">
          <ButtonGroup>
            <ButtonTo to="/session/lot">
              <Trans>Đổi lô, mở lọ</Trans>
            </ButtonTo>
            <ButtonTo to="/session/end">
              <Trans>Kết thúc buổi tiêm</Trans>
            </ButtonTo>
            <Button
              look="quiet"
              onClick={() =>
                void save(() => tablet.chooseSession(null)).then((done) => {
                  if (done) void navigate({ to: '/session' });
                })
              }
            >
              <Trans>Sang buổi khác</Trans>
            </Button>
          </ButtonGroup>
        </div>
      </Part>
      <PeoplePicker
        site={state.site}
        vaccinator={vaccinator}
        screener={screener}
        onVaccinator={setVaccinator}
        onScreener={setScreener}
      />
      {failure}
      {isChanged && (
        <div className="part">
          <Button
            look="main"
            full
            onClick={() =>
              void save(() =>
                tablet.record('session-changed', id, { changes: { vaccinator, screener } }),
              ).then((done) => (done ? navigate({ to: '/' }) : undefined))
            }
          >
            <Trans>Lưu người làm</Trans>
          </Button>
        </div>
      )}
      <div className="end-space" />
    </>
  );
}

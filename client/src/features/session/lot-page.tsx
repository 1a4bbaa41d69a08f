import './session.css';
import { dayOf, toInstant } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconChevronLeft, IconPlus } from '@tabler/icons-react';
import { Navigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { Screen } from '../../parts/screen.tsx';
import { vialWords } from '../../parts/session-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { vaccineName } from '../../parts/vaccine-words.ts';
import { isSameLot, vialOf } from '../../parts/vial.ts';
import type { WorkSession } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { FieldGroup } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { LotPicker } from './lot-picker.tsx';
import { dosesPerVial, lotChoices } from './session-choice.ts';

const MOST_DOSES = 20;

/** The second tap of a change: a card changes the lot, one button opens a vial; both lead back. */
export function Page() {
  const session = useLive(useTablet().session);
  if (session === null || session.record.closed !== null) return <Navigate to="/session" replace />;
  return <LotScreen session={session} />;
}

function LotScreen({ session }: { session: NonNullable<WorkSession> }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const router = useRouter();
  const { save, failure } = useSaving();
  const { id, record } = session;
  const today = dayOf(tablet.now());
  const lots = useRegister((register) => register.lots(), []);
  const balance = useRegister((register) => register.balance(id), [id]);
  const [doses, setDoses] = useState<number | null>(null);
  const perVial = doses ?? dosesPerVial(record.vaccine, record.vials);
  const back = () => router.history.back();

  async function openVial() {
    const { vaccine, lot } = record;
    const openedAt = toInstant(tablet.now());
    const isOpen = await save(() =>
      tablet.record('vial-opened', id, { vaccine, lot, openedAt, doses: perVial }),
    );
    if (isOpen) back();
  }
  async function change(next: { vaccine: string; lot: string; expiresOn: string | null }) {
    if (isSameLot(next, record)) return back();
    const { vaccine, lot, expiresOn } = next;
    const isChanged = await save(() =>
      tablet.record('session-changed', id, { changes: { vaccine, lot, expiresOn } }),
    );
    if (isChanged) back();
  }

  return (
    <Screen>
      <Head
        title={t`Đổi lô, mở lọ`}
        back={
          <Button look="icon" aria-label={t`Quay lại`} onClick={back}>
            <Icon of={IconChevronLeft} />
          </Button>
        }
      />
      <Part
        title={
          <>
            {vaccineName(record.vaccine)} · <Trans>lô {record.lot}</Trans>
          </>
        }
        note={balance && vialWords(vialOf(record, balance))}
      >
        <div className="count-line">
          <FieldGroup label={t`Số liều trong lọ`} hint={t`Xem nhãn lọ`}>
            <Stepper
              value={perVial}
              min={1}
              max={MOST_DOSES}
              words={{ less: t`Bớt một liều`, more: t`Thêm một liều` }}
              onChange={setDoses}
            />
          </FieldGroup>
          <Button look="solid" icon={<Icon of={IconPlus} />} onClick={() => void openVial()}>
            <Trans>Mở lọ mới · lô {record.lot}</Trans>
          </Button>
        </div>
        {failure}
      </Part>
      {lots !== undefined && (
        <LotPicker
          choices={lotChoices(lots, today, record)}
          lots={lots}
          today={today}
          chosen={record}
          onChoose={(lot) => void change(lot)}
        />
      )}
      <div className="end-space" />
    </Screen>
  );
}

import type { AdminReason, AppointmentWords } from '@khop/shared/protocol/desk-admin';
import { Role } from '@khop/shared/protocol/enrol';
import { startOfDay } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { roleWords } from '../../parts/operator-words.ts';
import { Field } from '../../ui/field.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { kindsOf, NO_PLACE, PlaceField, type PlaceWords } from './place-field.tsx';
import { Select } from './select.tsx';
import { useChange } from './use-change.ts';
import { type DayBoxes, instantOf, NO_DAY } from './when.ts';

/** A role, its place and its days; `children`: what is asked before them. */
export function AppointmentForm({
  today,
  verb,
  onSend,
  onDone,
  onLeave,
  children,
}: {
  today: string;
  verb: ReactNode;
  /** Null where what is asked before is not filled in yet. */
  onSend: (words: AppointmentWords) => Promise<AdminReason | null> | null;
  onDone: () => void;
  onLeave: () => void;
  children?: ReactNode;
}) {
  const { t } = useLingui();
  const [role, setRole] = useState<Role>('vaccinator');
  const [place, setPlace] = useState<PlaceWords>(NO_PLACE);
  const [from, setFrom] = useState<DayBoxes>(boxesOf(today));
  const [until, setUntil] = useState<DayBoxes>(NO_DAY);
  const [isTried, setTried] = useState(false);
  const { change, said, isBusy } = useChange();

  const start = instantOf(from, 'first');
  const end = instantOf(until, 'last');
  const isPlaced = place.kind === 'country' || place[place.kind === 'site' ? 'site' : 'unitCode'];

  function choose(next: Role) {
    const [kind = 'site'] = kindsOf(next);
    setRole(next);
    setPlace({ ...place, kind });
  }

  async function send() {
    setTried(true);
    if (!isPlaced || start === null || end === null) return;
    const sent = onSend({
      role,
      site: place.kind === 'site' ? place.site : null,
      unitCode: place.kind === 'unit' ? place.unitCode : null,
      from: start === 'empty' ? startOfDay(today) : start,
      until: end === 'empty' ? null : end,
    });
    if (sent !== null && (await change(() => sent))) onDone();
  }

  return (
    <AdminForm said={said} isBusy={isBusy} verb={verb} onSend={send} onLeave={onLeave}>
      {children}
      <Field label={<Trans>Vai trò</Trans>}>
        <Select value={role} onChange={(event) => choose(Role.parse(event.currentTarget.value))}>
          {Role.options.map((each) => (
            <option key={each} value={each}>
              {roleWords(each)}
            </option>
          ))}
        </Select>
      </Field>
      <PlaceField role={role} value={place} onChange={setPlace} />
      {isTried && !isPlaced && <p className="admin-bad">{t`Ghi nơi làm việc.`}</p>}
      <DayField
        label={<Trans>Từ ngày</Trans>}
        value={from}
        onChange={setFrom}
        bad={isTried && start === null && t`Ghi đủ ngày, tháng, năm.`}
      />
      <DayField
        label={<Trans>Đến hết ngày</Trans>}
        hint={<Trans>Bỏ trống nếu chưa định ngày kết thúc.</Trans>}
        value={until}
        onChange={setUntil}
        bad={isTried && end === null && t`Ghi đủ ngày, tháng, năm.`}
      />
    </AdminForm>
  );
}

function boxesOf(day: string): DayBoxes {
  const [year = '', month = '', date = ''] = day.split('-');
  return { day: date, month, year, time: '' };
}

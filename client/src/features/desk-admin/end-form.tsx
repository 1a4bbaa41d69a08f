import type { AdminAppointment } from '@khop/shared/protocol/desk-admin';
import { toInstant } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { AdminForm } from './admin-form.tsx';
import { DayField } from './day-field.tsx';
import { useChange } from './use-change.ts';
import { type DayBoxes, instantOf, NO_DAY } from './when.ts';

/** Ends an appointment now or on a day; what was recorded before stays right. */
export function EndForm({
  appointment,
  onDone,
}: {
  appointment: AdminAppointment;
  onDone: () => void;
}) {
  const { admin, now } = useDesk();
  const { t } = useLingui();
  const [until, setUntil] = useState<DayBoxes>(NO_DAY);
  const { change, said, isBusy } = useChange();
  const end = instantOf(until, 'last');

  async function send() {
    if (end === null) return;
    const at = end === 'empty' ? toInstant(now()) : end;
    if (await change(() => admin.endAppointment(appointment.id, at))) onDone();
  }
  return (
    <AdminForm
      said={said}
      isBusy={isBusy}
      verb={<Trans>Kết thúc bổ nhiệm</Trans>}
      look="stop"
      onSend={send}
      onLeave={onDone}
    >
      <DayField
        label={<Trans>Kết thúc sau ngày</Trans>}
        hint={<Trans>Bỏ trống: kết thúc ngay. Những gì ghi trước đó vẫn hợp lệ.</Trans>}
        bad={end === null && t`Ghi đủ ngày, tháng, năm.`}
        value={until}
        onChange={setUntil}
      />
    </AdminForm>
  );
}

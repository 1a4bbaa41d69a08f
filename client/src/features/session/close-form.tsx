import type { SessionRecord } from '@khop/shared/record';
import { toInstant } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useLive, useTablet } from '../../deps.tsx';
import { sessionName } from '../../parts/session-words.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { isSameLot } from '../../parts/vial.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { BalanceList } from './balance-list.tsx';
import { type BalanceRow, balanceOf } from './session-balance.ts';

type Given = { vaccine: string; lot: string; doses: number; received: number };

/** Count the vials at the table, then close. Closing asks once (UX24): others look at this report. */
export function CloseForm({ session, given }: { session: SessionRecord; given: readonly Given[] }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const { waiting } = useLive(tablet.status);
  const { save, failure } = useSaving();
  const note = useRef<HTMLInputElement>(null);
  const [counted, setCounted] = useState<{ vaccine: string; lot: string; opened: number }[]>([]);
  const [isAsking, setAsking] = useState(false);
  const rows = balanceOf(session, given, counted);
  const doses = rows.reduce((sum, row) => sum + row.doses, 0);
  const received = rows.reduce((sum, row) => sum + row.received, 0);

  function count({ vaccine, lot }: BalanceRow, opened: number) {
    setCounted((before) => [
      ...before.filter((each) => !isSameLot(each, { vaccine, lot })),
      { vaccine, lot, opened },
    ]);
  }
  async function close() {
    const isClosed = await save(() =>
      tablet.record('session-closed', session.id, {
        closedAt: toInstant(tablet.now()),
        vials: rows.map(({ vaccine, lot, opened }) => ({ vaccine, lot, opened })),
        note: note.current?.value.trim() || null,
      }),
    );
    if (isClosed) setAsking(false);
  }

  return (
    <>
      <Part title={t`Đếm lọ và mũi`}>
        {rows.length === 0 ? (
          <Empty title={t`Buổi này chưa mở lọ và chưa ghi mũi nào`} heading="h3" />
        ) : (
          <BalanceList rows={rows} onCount={count} />
        )}
      </Part>
      <div className="part">
        <Field label={t`Ghi chú`} aside={t`nếu có`} hint={t`Ví dụ: hủy 1 lọ vỡ`}>
          <TextInput ref={note} maxLength={2000} />
        </Field>
      </div>
      <div className="part end-space">
        <Button look="main" full onClick={() => setAsking(true)}>
          <Trans>Kết thúc buổi tiêm</Trans>
        </Button>
      </div>
      <Dialog
        open={isAsking}
        title={t`Kết thúc buổi tiêm?`}
        onClose={() => setAsking(false)}
        acts={
          <>
            <Button look="solid" onClick={() => void close()}>
              <Trans>Kết thúc buổi tiêm</Trans>
            </Button>
            <Button onClick={() => setAsking(false)}>
              <Trans>Ghi tiếp</Trans>
            </Button>
          </>
        }
      >
        <p>
          {sessionName(session)}:{' '}
          <Trans>
            {doses} mũi đã ghi, {received} mũi trung tâm đã nhận.
          </Trans>{' '}
          {waiting > 0 && (
            <b>
              <Trans>Phần còn lại tự gửi sau, kể cả khi máy khóa.</Trans>
            </b>
          )}
        </p>
        {failure}
      </Dialog>
    </>
  );
}

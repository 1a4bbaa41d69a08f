import type { AdminAppointment, AdminPerson } from '@khop/shared/protocol/desk-admin';
import { dayOf, toInstant } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Say } from '../../ui/say.tsx';
import { heldWords, spanWords } from './admin-words.ts';
import { AppointmentForm } from './appointment-form.tsx';
import { EndForm } from './end-form.tsx';
import { Said } from './said.tsx';
import { useChange } from './use-change.ts';

/** One person: what they hold, held and will hold, and a first password. */
export function PersonPart({ person }: { person: AdminPerson }) {
  const { admin, now } = useDesk();
  const [isAdding, setAdding] = useState(false);
  const at = toInstant(now());
  return (
    <>
      <Part title={t`Bổ nhiệm`}>
        {person.appointments.length === 0 && (
          <p className="soft">
            <Trans>Chưa được bổ nhiệm ở đâu, nên chưa đăng nhập được.</Trans>
          </p>
        )}
        {person.appointments.length > 0 && (
          <Rows aria-label={t`Bổ nhiệm`}>
            {person.appointments.map((each) => (
              <AppointmentRow key={each.id} appointment={each} at={at} />
            ))}
          </Rows>
        )}
        {isAdding ? (
          <AppointmentForm
            today={dayOf(at)}
            verb={<Trans>Bổ nhiệm</Trans>}
            onSend={(words) => admin.appoint(person.id, words)}
            onDone={() => setAdding(false)}
            onLeave={() => setAdding(false)}
          />
        ) : (
          <div className="btn-group admin-acts">
            <Button onClick={() => setAdding(true)}>
              <Trans>Thêm bổ nhiệm</Trans>
            </Button>
          </div>
        )}
      </Part>
      <PasswordPart person={person} />
    </>
  );
}

function AppointmentRow({ appointment, at }: { appointment: AdminAppointment; at: string }) {
  const [isEnding, setEnding] = useState(false);
  const { from, until, stands } = appointment;
  const isOver = until !== null && until <= at;
  const state = isOver ? t`đã kết thúc` : from > at ? t`chưa bắt đầu` : t`đang giữ`;
  return (
    <Row
      name={heldWords(appointment)}
      notes={[spanWords(appointment), state]}
      end={
        !isOver &&
        !isEnding && (
          <Button onClick={() => setEnding(true)}>
            <Trans>Kết thúc</Trans>
          </Button>
        )
      }
    >
      {!stands && !isOver && (
        <Say state="warn" title={<Trans>Nơi này không còn hiệu lực.</Trans>}>
          <Trans>Quyền vẫn giữ như cũ. Kết thúc và bổ nhiệm ở nơi mới.</Trans>
        </Say>
      )}
      {isEnding && <EndForm appointment={appointment} onDone={() => setEnding(false)} />}
    </Row>
  );
}

function PasswordPart({ person }: { person: AdminPerson }) {
  const { admin } = useDesk();
  const [password, setPassword] = useState<string | null>(null);
  const { change, said, isBusy } = useChange();

  async function give() {
    await change(async () => {
      setPassword(await admin.firstPassword(person.id));
      return null;
    });
  }
  return (
    <Part
      title={t`Mật khẩu đầu tiên`}
      note={<Trans>Đưa tận tay. Người nhận đổi khi đăng nhập bàn đối sánh lần đầu.</Trans>}
    >
      <Said said={said} />
      <p role="status" className={password ? undefined : 'vh'}>
        {password && <b className="desk-code">{password}</b>}
      </p>
      <div className="btn-group">
        <Button disabled={isBusy} onClick={() => void give()}>
          {person.hasPassword ? (
            <Trans>Cấp mật khẩu mới, hủy mật khẩu cũ</Trans>
          ) : (
            <Trans>Cấp mật khẩu</Trans>
          )}
        </Button>
      </div>
    </Part>
  );
}

import type { DeskAccount } from '@khop/shared/protocol/desk-account';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatMoment } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import type { Act } from './account-page.tsx';

/** Where the account is signed in, and a way to end what one does not know. */
export function SessionsPart({ sessions, act }: { sessions: DeskAccount['sessions']; act: Act }) {
  const { account } = useDesk();
  return (
    <Part
      title={t`Phiên đăng nhập`}
      note={<Trans>Thấy phiên lạ: kết thúc nó, rồi đổi mật khẩu.</Trans>}
    >
      <Rows aria-label={t`Phiên đăng nhập`}>
        {sessions.map(({ id, kind, agent, since, seenAt, isThis }) => (
          <Row
            key={id}
            name={kind === 'tablet' ? t`Máy tính bảng` : agent}
            notes={[
              t`từ ${formatMoment(since)}`,
              isThis ? t`phiên này` : t`dùng lần cuối ${formatMoment(seenAt)}`,
            ]}
            end={
              !isThis && (
                <Button onClick={() => void act(() => account.endSession(id))}>
                  <Trans>Kết thúc</Trans>
                </Button>
              )
            }
          />
        ))}
      </Rows>
      {sessions.length > 1 && (
        <div className="btn-group account-acts">
          <Button look="stop" onClick={() => void act(() => account.endOtherSessions())}>
            <Trans>Kết thúc mọi phiên khác</Trans>
          </Button>
        </div>
      )}
    </Part>
  );
}

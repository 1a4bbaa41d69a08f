import { Plural, Trans } from '@lingui/react/macro';
import { useLive, useTablet } from '../../deps.tsx';
import type { TabletBar } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Say } from '../../ui/say.tsx';

/** Why nobody may unlock (SPEC L). What the nurses recorded is safe, and that is said first. */
export function Barred({ bar }: { bar: TabletBar }) {
  const tablet = useTablet();
  const { waiting } = useLive(tablet.status);
  return (
    <div role="status">
      <Say
        state={bar === 'waiting' ? 'sending' : 'act'}
        title={<Title bar={bar} />}
        acts={
          <Button onClick={() => tablet.sendNow()}>
            <Trans>Hỏi lại trung tâm</Trans>
          </Button>
        }
      >
        <Text bar={bar} />{' '}
        {waiting > 0 && <Plural value={waiting} other="Còn # lượt ghi, máy tự gửi khi có mạng." />}
      </Say>
    </div>
  );
}

function Title({ bar }: { bar: TabletBar }) {
  switch (bar) {
    case 'waiting':
      return <Trans>Máy đang chờ duyệt</Trans>;
    case 'lease-ended':
      return <Trans>Máy lâu quá chưa gặp trung tâm</Trans>;
    case 'revoked':
      return <Trans>Máy bị thu hồi</Trans>;
  }
}

function Text({ bar }: { bar: TabletBar }) {
  switch (bar) {
    case 'waiting':
      return <Trans>Một người khác ở cơ sở cần duyệt máy này, rồi máy tự mở.</Trans>;
    case 'lease-ended':
      return (
        <Trans>
          Để giữ kín thông tin người dân, máy chỉ mở được trong 7 ngày kể từ lần gặp trung tâm gần
          nhất. Đưa máy đến nơi có mạng. Dữ liệu đã lưu không bị mất.
        </Trans>
      );
    case 'revoked':
      return (
        <Trans>Không xem được danh sách nữa. Phần đã ghi vẫn được gửi, không mất lượt nào.</Trans>
      );
  }
}

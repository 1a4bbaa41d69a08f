import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Refused } from '../desk-door.ts';
import { Say } from '../ui/say.tsx';

/** Why the office, or the browser, did not go on. `wrong`: the words where something was wrong. */
export function RefusedSay({ said, wrong }: { said: Refused; wrong: ReactNode }) {
  switch (said.refused) {
    case 'wrong':
      return <Say state="act" role="alert" title={wrong} />;
    case 'over':
      return (
        <Say state="act" role="alert" title={<Trans>Đã quá lâu. Đăng nhập lại từ đầu.</Trans>} />
      );
    case 'given-up':
      return (
        <Say state="retry" role="alert" title={<Trans>Chưa nhận được khóa truy cập.</Trans>}>
          <Trans>Bấm lại và làm theo trình duyệt, hoặc dùng cách khác.</Trans>
        </Say>
      );
    case 'too-many': {
      const minutes = Math.max(1, Math.ceil(said.waitMs / 60_000));
      return (
        <Say state="act" role="alert" title={<Trans>Thử sai quá nhiều lần.</Trans>}>
          {plural(minutes, { other: 'Thử lại sau # phút.' })}
        </Say>
      );
    }
    case 'offline':
      return (
        <Say state="retry" role="alert" title={<Trans>Chưa hỏi được trung tâm.</Trans>}>
          <Trans>Kiểm tra mạng rồi thử lại. Máy ở điểm tiêm vẫn ghi bình thường.</Trans>
        </Say>
      );
  }
}

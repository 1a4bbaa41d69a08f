import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { isOutOfRoom } from '../../data/storage-trouble.ts';
import { useTablet } from '../../deps.tsx';
import type { KnownOperator } from '../../tablet.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { AddPasskey } from './add-passkey.tsx';

/** A finger beside the PIN, for who has the tablet open; works without a connection. */
export function OwnPasskey({ me, people }: { me: KnownOperator; people: number }) {
  const tablet = useTablet();
  const [asks, setAsks] = useState<'nothing' | 'finger' | 'screen-lock'>('nothing');
  const [done, setDone] = useState<'added' | 'removed' | 'full' | null>(null);

  async function begin() {
    setDone(null);
    setAsks((await tablet.passkey.isPossible()) ? 'finger' : 'screen-lock');
  }
  async function remove() {
    try {
      await tablet.passkey.remove();
      setDone('removed');
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      setDone('full');
    }
  }
  const icon = <Icon of={IconFingerprint} />;
  return (
    <>
      {me.hasPasskey ? (
        <Button look="quiet" icon={icon} onClick={() => void remove()}>
          <Trans>Bỏ mở khóa bằng vân tay</Trans>
        </Button>
      ) : (
        <Button look="quiet" icon={icon} onClick={() => void begin()}>
          <Trans>Mở khóa bằng vân tay</Trans>
        </Button>
      )}
      <div role="status">
        {done === 'added' && (
          <Say state="ok" title={t`Đã thêm vân tay`}>
            <Trans>Khi máy khóa, bấm “Mở bằng vân tay”. Mã PIN vẫn mở được.</Trans>
          </Say>
        )}
        {done === 'removed' && (
          <Say state="ok" title={t`Đã bỏ mở khóa bằng vân tay`}>
            <Trans>Từ nay mở bằng mã PIN.</Trans>
          </Say>
        )}
        {done === 'full' && (
          <Say state="warn" title={t`Chưa bỏ được vân tay`}>
            <Trans>Bộ nhớ máy đã đầy. Xóa bớt ảnh và ứng dụng trên máy rồi thử lại.</Trans>
          </Say>
        )}
        {asks === 'screen-lock' && (
          <Say state="warn" title={t`Máy chưa có khóa màn hình để hỏi`}>
            <Trans>
              Đặt khóa màn hình bằng vân tay, khuôn mặt hoặc mã trong phần cài đặt của máy, rồi bấm
              lại. Mã PIN vẫn mở máy như trước.
            </Trans>
          </Say>
        )}
      </div>
      <AddPasskey
        open={asks === 'finger'}
        name={me.fullName}
        people={people}
        onAdded={() => {
          setAsks('nothing');
          setDone('added');
        }}
        onClose={() => setAsks('nothing')}
      />
    </>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useTablet } from '../../deps.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';

/** A finger instead of the PIN. Who would not is back at the pad, and nothing was counted [PK4]. */
export function PasskeyButton({ operator, onEnded }: { operator: string; onEnded: () => void }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const [isAsking, setAsking] = useState(false);
  const [isUseless, setUseless] = useState(false);

  async function ask() {
    setAsking(true);
    setUseless(false);
    try {
      const answer = await tablet.passkey.unlock(operator);
      setUseless(answer === 'useless');
      if (typeof answer !== 'string' && answer.bar === 'right-ended') onEnded();
    } finally {
      setAsking(false);
    }
  }

  return (
    <>
      <Button
        full
        icon={<Icon of={IconFingerprint} />}
        disabled={isAsking}
        onClick={() => void ask()}
      >
        <Trans>Mở bằng vân tay</Trans>
      </Button>
      <div role="status">
        {isUseless && (
          <Say state="warn" title={t`Vân tay không mở được nữa`}>
            <Trans>Mở bằng mã PIN, rồi thêm lại vân tay ở trang Tình trạng gửi.</Trans>
          </Say>
        )}
      </div>
    </>
  );
}

import './factor.css';
import { Trans } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { Say } from '../ui/say.tsx';

/** Ten codes, shown once. Nobody goes on without having seen them. */
export function RecoveryCodes({ codes, onSeen }: { codes: readonly string[]; onSeen: () => void }) {
  return (
    <div className="stack">
      <Say state="warn" title={<Trans>Các mã này chỉ hiện một lần.</Trans>}>
        <Trans>
          Chép hoặc in ra, cất nơi khóa được. Mất điện thoại thì mỗi mã mở được bàn đối sánh một
          lần.
        </Trans>
      </Say>
      <ol className="recovery-codes sheet">
        {codes.map((code) => (
          <li key={code}>
            <b>{code}</b>
          </li>
        ))}
      </ol>
      <div className="btn-group">
        <Button look="main" onClick={onSeen}>
          <Trans>Tôi đã cất các mã này</Trans>
        </Button>
        <Button onClick={() => window.print()}>
          <Trans>In ra</Trans>
        </Button>
      </div>
    </div>
  );
}

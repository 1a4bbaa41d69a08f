import { useLingui } from '@lingui/react/macro';
import { IconBackspace } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type PinKey, SHORTEST_PIN } from './pin-entry.ts';

const rows = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** How many digits stand there, never which. */
export function PinDots({ count }: { count: number }) {
  const { t } = useLingui();
  const dots = Array.from({ length: Math.max(count, SHORTEST_PIN) }, (_, at) => at);
  return (
    <p className="dotsrow" role="img" aria-label={t`Đã nhập ${count} số`}>
      {dots.map((at) => (
        <i key={at} className={at < count ? 'on' : undefined} />
      ))}
    </p>
  );
}

/** Ten keys for gloves; `corner` stands beside the zero. Dead while a wait runs. */
export function PinPad({
  onKey,
  disabled,
  corner,
}: {
  onKey: (key: PinKey) => void;
  disabled: boolean;
  corner: ReactNode;
}) {
  const { t } = useLingui();
  return (
    <div className="pad">
      {rows.map((digit) => (
        <Button key={digit} mayRepeat disabled={disabled} onClick={() => onKey({ digit })}>
          {digit}
        </Button>
      ))}
      {corner}
      <Button mayRepeat disabled={disabled} onClick={() => onKey({ digit: '0' })}>
        0
      </Button>
      <Button
        mayRepeat
        disabled={disabled}
        aria-label={t`Xóa số cuối`}
        onClick={() => onKey('back')}
      >
        <Icon of={IconBackspace} size="large" />
      </Button>
    </div>
  );
}

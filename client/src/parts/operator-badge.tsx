import { Trans, useLingui } from '@lingui/react/macro';
import { IconLock } from '@tabler/icons-react';
import { useLive, useTablet } from '../deps.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Who is working: every entry carries this name (UX45). */
export function OperatorBadge() {
  const state = useLive(useTablet().state);
  if (state.at !== 'open') return null;
  return <span className="nowrap">{state.operator.fullName}</span>;
}

/** Locks; which is also the way to switch to another person. */
export function LockButton() {
  const { t } = useLingui();
  const tablet = useTablet();
  return (
    <Button
      look="quiet"
      icon={<Icon of={IconLock} />}
      aria-label={t`Khóa máy hoặc đổi người`}
      onClick={() => tablet.lock()}
    >
      <Trans>Khóa</Trans>
    </Button>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { IconLock, IconUser } from '@tabler/icons-react';
import { useLive, useTablet } from '../deps.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { operatorColour } from './operator-words.ts';

/** Who is working, on every screen: each entry carries this name (UX45). */
export function OperatorBand() {
  const state = useLive(useTablet().state);
  if (state.at !== 'open') return null;
  const { fullName, colour } = state.operator;
  return (
    <p className="at-work" data-who={operatorColour(colour)}>
      <Icon of={IconUser} size="small" />
      <span>
        <span className="vh">
          <Trans>Đang dùng máy:</Trans>{' '}
        </span>
        {fullName}
      </span>
    </p>
  );
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

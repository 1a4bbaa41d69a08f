import { Trans } from '@lingui/react/macro';
import { IconLock } from '@tabler/icons-react';
import { useLive, useTablet } from '../deps.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { roleWords } from './operator-words.ts';

/** Who is working: every entry carries this name (UX45). One tap locks, which is also the way to switch. */
export function OperatorBadge() {
  const tablet = useTablet();
  const state = useLive(tablet.state);
  if (state.at !== 'open') return null;
  const { fullName, role } = state.operator;
  return (
    <div className="operator">
      <p>
        <b>{fullName}</b> <span className="soft nowrap">· {roleWords(role)}</span>
      </p>
      <Button look="quiet" icon={<Icon of={IconLock} />} onClick={() => tablet.lock()}>
        <Trans>Khóa máy</Trans>
      </Button>
    </div>
  );
}

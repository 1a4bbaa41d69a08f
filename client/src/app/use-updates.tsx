import { Trans, useLingui } from '@lingui/react/macro';
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { NewVersionBar } from '../ui/new-version-bar.tsx';
import type { Updates } from '../update.ts';

export const UpdatesContext = createContext<Updates | undefined>(undefined);

/** A draft or the camera is open (`isOpen`): no new version is taken meanwhile (UX10). */
export function useOpenWork(isOpen: boolean): void {
  const updates = use(UpdatesContext);
  useEffect(() => (isOpen ? updates?.hold() : undefined), [updates, isOpen]);
}

export function UpdateBar() {
  const updates = use(UpdatesContext);
  return updates ? <Bar updates={updates} /> : null;
}

function Bar({ updates }: { updates: Updates }) {
  const { t } = useLingui();
  const state = useSyncExternalStore(updates.subscribe, updates.get);
  const [isRefused, setIsRefused] = useState(false);
  if (state === 'none') return null;

  async function take() {
    setIsRefused((await updates.take()) === 'held');
  }
  const isHeld = state === 'held' || isRefused;
  return (
    <NewVersionBar
      title={t`Có bản mới.`}
      note={isHeld ? t`Nhận khi không còn phiếu đang nhập.` : t`Nhận lúc nào cũng được.`}
      act={
        state !== 'held' && (
          <Button onClick={() => void take()}>
            <Trans>Nhận bản mới</Trans>
          </Button>
        )
      }
    />
  );
}

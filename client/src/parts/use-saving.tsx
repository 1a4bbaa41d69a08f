import { Trans } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Say } from '../ui/say.tsx';

/**
 * Runs one local write at a time and says when it did not hold: what was typed stays on the screen,
 * nothing is called saved before the transaction has completed (UX1). No spinner: a write is short.
 */
export function useSaving() {
  const [hasFailed, setHasFailed] = useState(false);
  const isSaving = useRef(false);

  async function save(write: () => Promise<unknown>): Promise<boolean> {
    if (isSaving.current) return false;
    isSaving.current = true;
    try {
      await write();
      setHasFailed(false);
      return true;
    } catch {
      setHasFailed(true);
      return false;
    } finally {
      isSaving.current = false;
    }
  }
  return { save, failure: hasFailed ? <NotSaved /> : null };
}

function NotSaved() {
  return (
    <Say state="act" role="alert" title={<Trans>Máy chưa lưu được.</Trans>}>
      <Trans>Những gì đã nhập vẫn còn trên màn hình. Bấm lưu lần nữa.</Trans>
    </Say>
  );
}

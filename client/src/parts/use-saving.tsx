import { Trans } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { isOutOfRoom } from '../data/storage-trouble.ts';
import { Say } from '../ui/say.tsx';

/**
 * Runs one local write at a time and says when it did not hold: what was typed stays on the screen,
 * nothing is called saved before the transaction has completed (UX1). No spinner: a write is short.
 */
export function useSaving() {
  const [failed, setFailed] = useState<'full' | 'other' | null>(null);
  const isSaving = useRef(false);

  async function save(write: () => Promise<unknown>): Promise<boolean> {
    if (isSaving.current) return false;
    isSaving.current = true;
    try {
      await write();
      setFailed(null);
      return true;
    } catch (error) {
      setFailed(isOutOfRoom(error) ? 'full' : 'other');
      return false;
    } finally {
      isSaving.current = false;
    }
  }
  return { save, failure: failed && <NotSaved why={failed} /> };
}

/** Said where it is seen: a form is often longer than the screen. */
const intoView = (said: HTMLElement | null) => said?.scrollIntoView({ block: 'center' });

function NotSaved({ why }: { why: 'full' | 'other' }) {
  if (why === 'full') {
    return (
      <Say
        ref={intoView}
        state="act"
        role="alert"
        title={<Trans>Chưa lưu được: bộ nhớ máy đã đầy.</Trans>}
      >
        <Trans>
          Những gì đã nhập vẫn còn trên màn hình. Xóa bớt ảnh và ứng dụng trên máy rồi bấm lưu lần
          nữa. Chưa được thì ghi mũi này ra giấy.
        </Trans>
      </Say>
    );
  }
  return (
    <Say ref={intoView} state="act" role="alert" title={<Trans>Máy chưa lưu được.</Trans>}>
      <Trans>Những gì đã nhập vẫn còn trên màn hình. Bấm lưu lần nữa.</Trans>
    </Say>
  );
}

import type { AdminReason } from '@khop/shared/protocol/desk-admin';
import { Trans } from '@lingui/react/macro';
import { Say } from '../../ui/say.tsx';
import { reasonWords } from './admin-words.ts';

/** What became of a change that was not done. */
export function Said({ said }: { said: AdminReason | 'not-asked' | null }) {
  if (said === null) return null;
  if (said === 'not-asked') {
    return (
      <Say state="retry" role="alert" title={<Trans>Chưa hỏi được trung tâm.</Trans>}>
        <Trans>Chưa có gì thay đổi. Kiểm tra mạng rồi thử lại.</Trans>
      </Say>
    );
  }
  return <Say state="act" role="alert" title={reasonWords(said)} />;
}

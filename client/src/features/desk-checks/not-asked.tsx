import { Trans } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { Say } from '../../ui/say.tsx';

/** The office did not answer: said once, with a way on; what is on the screen stays. */
export function NotAsked({ onRetry }: { onRetry: () => void }) {
  return (
    <Say
      state="retry"
      role="alert"
      title={<Trans>Chưa hỏi được trung tâm.</Trans>}
      acts={
        <Button onClick={onRetry}>
          <Trans>Thử lại</Trans>
        </Button>
      }
    >
      <Trans>Kiểm tra mạng. Không có gì bị mất.</Trans>
    </Say>
  );
}

import type { Day } from '@khop/shared/time';
import { Trans } from '@lingui/react/macro';
import { useRegister } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Say } from '../../ui/say.tsx';

/** Without a session a dose would have no lot and no vaccinator: asked for once, in plain words. */
export function NoSession({ today }: { today: Day }) {
  const sessions = useRegister((register) => register.sessions(today), [today]);
  const isThereOne = sessions?.some((session) => session.closed === null) ?? false;
  return (
    <Say
      bar
      state="now"
      title={<Trans>Chưa mở buổi tiêm trên máy này</Trans>}
      acts={
        <ButtonTo look="solid" to="/session">
          {isThereOne ? <Trans>Chọn buổi tiêm</Trans> : <Trans>Mở buổi tiêm</Trans>}
        </ButtonTo>
      }
    >
      <Trans>Chọn điểm tiêm, vắc xin và lô một lần; mọi mũi sau tự theo.</Trans>
    </Say>
  );
}

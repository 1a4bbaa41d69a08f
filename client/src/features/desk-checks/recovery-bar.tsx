import type { DeskRecovery } from '@khop/shared/protocol/desk-recovery';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMoment, formatNumber } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { language } from '../../parts/spoken-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Say } from '../../ui/say.tsx';
import { Failed } from './failed.tsx';

const DEVICES = '/desk/devices';
export const RECOVERY_KEY = ['recovery'];

/** What a restored office still waits for [S8]; null where it waits for nothing, or has not said. */
export function useRecovery(): DeskRecovery['recovering'] {
  const desk = useDesk();
  const { data } = useQuery({
    queryKey: RECOVERY_KEY,
    queryFn: ({ signal }) => desk.recovery(signal),
    refetchInterval: 60_000,
  });
  return data?.recovering ?? null;
}

/** [S8] Above every list of a restored office: what may be missing, and until when. */
export function RecoveryBar() {
  const recovering = useRecovery();
  return <div role="status">{recovering && <Recovering recovering={recovering} />}</div>;
}

function Recovering({ recovering }: { recovering: NonNullable<DeskRecovery['recovering']> }) {
  const [asks, setAsks] = useState(false);
  const { pathname } = useLocation();
  const heard = formatNumber(recovering.heard, language());
  const tablets = formatNumber(recovering.tablets, language());
  const since = formatMoment(recovering.since);
  return (
    <>
      <Say
        bar
        state="warn"
        title={t`Dữ liệu vừa được khôi phục: ${heard} trong ${tablets} máy đã gửi lại`}
        acts={
          (pathname !== DEVICES || recovering.mayRelease) && (
            <>
              {pathname !== DEVICES && (
                <ButtonTo to={DEVICES}>
                  <Trans>Xem máy nào chưa gửi</Trans>
                </ButtonTo>
              )}
              {recovering.mayRelease && (
                <Button look="quiet" onClick={() => setAsks(true)}>
                  <Trans>Không chờ nữa</Trans>
                </Button>
              )}
            </>
          )
        }
      >
        <Trans>
          Khôi phục lúc {since}. Danh sách có thể còn thiếu những gì máy chưa gặp lại trung tâm đang
          giữ; máy tự gửi lại khi có mạng.
        </Trans>
      </Say>
      {asks && (
        <Release missing={recovering.tablets - recovering.heard} onClose={() => setAsks(false)} />
      )}
    </>
  );
}

function Release({ missing, onClose }: { missing: number; onClose: () => void }) {
  const desk = useDesk();
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: () => desk.releaseRecovery(),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: RECOVERY_KEY }),
  });
  const count = formatNumber(missing, language());
  return (
    <Dialog
      open
      title={<Trans>Không chờ {count} máy còn lại?</Trans>}
      onClose={onClose}
      acts={
        <>
          <Button look="stop" disabled={release.isPending} onClick={() => release.mutate()}>
            <Trans>Không chờ nữa</Trans>
          </Button>
          <Button look="quiet" onClick={onClose}>
            <Trans>Thôi</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          Chỉ dòng nhắc này mất đi. Máy nào gặp lại trung tâm sau này vẫn gửi được hết, không lượt
          nào bị mất.
        </Trans>
      </p>
      <Failed of={release.error} />
    </Dialog>
  );
}

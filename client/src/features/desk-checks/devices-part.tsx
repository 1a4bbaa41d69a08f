import type { DeskDevice } from '@khop/shared/protocol/desk-devices';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatMoment } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { ProofGivenUp } from '../../desk-door.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { StepPill } from '../../ui/step-pill.tsx';
import { Table, TableRow } from '../../ui/table.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Failed } from './failed.tsx';
import { NotAsked } from './not-asked.tsx';
import { RECOVERY_KEY, useRecovery } from './recovery-bar.tsx';

const KEY = ['devices'];

/** Tablets of the asker's sites: which wait for a second person, which are in use, which were ended. */
export function Devices() {
  const desk = useDesk();
  const [asked, setAsked] = useState<{ device: DeskDevice; what: 'name' | 'revoke' } | null>(null);
  const held = useQuery({ queryKey: KEY, queryFn: ({ signal }) => desk.devices.list(signal) });
  const recovering = useRecovery();
  const rows = held.data?.rows ?? [];
  return (
    <Part title={t`Máy của cơ sở`}>
      {held.isError && <NotAsked onRetry={() => void held.refetch()} />}
      {held.data && rows.length === 0 && (
        <p className="soft">
          <Trans>Chưa có máy nào. Tạo mã ở trên rồi nhập vào máy mới.</Trans>
        </p>
      )}
      {rows.length > 0 && (
        <Table
          stacks
          caption={t`Máy của cơ sở`}
          columns={[
            { key: 'name', title: t`Máy` },
            { key: 'state', title: t`Tình trạng` },
            { key: 'seen', title: t`Gặp trung tâm lúc` },
            { key: 'entries', title: t`Lượt đã nhận`, num: true },
            { key: 'acts', title: t`Việc` },
          ]}
        >
          {rows.map((device) => (
            <TableRow key={device.id}>
              <td>
                <b>{device.name}</b>
                <br />
                <span className="soft">{device.siteName}</span>
              </td>
              <td>
                <StateWords device={device} />
              </td>
              <td data-label={t`Gặp trung tâm lúc`}>
                {formatMoment(device.seenAt)}
                {recovering && device.state !== 'revoked' && device.seenAt < recovering.since && (
                  <>
                    <br />
                    <StepPill bare state="warn" mark="warn">
                      <Trans>Chưa gửi lại</Trans>
                    </StepPill>
                  </>
                )}
              </td>
              <td className="num" data-label={t`Lượt đã nhận`}>
                {device.entries}
              </td>
              <td>
                {held.data?.mayChange && device.state !== 'revoked' && (
                  <Acts device={device} onAsk={(what) => setAsked({ device, what })} />
                )}
              </td>
            </TableRow>
          ))}
        </Table>
      )}
      {asked?.what === 'name' && <Rename device={asked.device} onClose={() => setAsked(null)} />}
      {asked?.what === 'revoke' && <Revoke device={asked.device} onClose={() => setAsked(null)} />}
    </Part>
  );
}

function StateWords({ device }: { device: DeskDevice }) {
  const { state, enrolledBy, enrolledAt, revokedAt, forks } = device;
  return (
    <>
      {state === 'waiting' && (
        <>
          <StepPill bare state="warn">
            <Trans>Chờ người thứ hai duyệt</Trans>
          </StepPill>
          <br />
          <span className="soft">
            <Trans>
              {enrolledBy} tạo mã, {formatMoment(enrolledAt)}
            </Trans>
          </span>
        </>
      )}
      {state === 'in-use' && (
        <StepPill bare state="right">
          <Trans>Đang dùng</Trans>
        </StepPill>
      )}
      {state === 'revoked' && revokedAt && (
        <StepPill bare state="offline" mark="exempt">
          <Trans>Thu hồi {formatMoment(revokedAt)}</Trans>
        </StepPill>
      )}
      {forks > 0 && (
        <>
          <br />
          <b>
            <Plural
              value={forks}
              other="Bộ nhớ máy bị nhân bản # lần: hai bản cùng ghi. Trung tâm giữ cả hai."
            />
          </b>
        </>
      )}
    </>
  );
}

/** A change of one tablet; the list is read again whatever came of it. */
function useCare<T>(change: () => Promise<T>, onDone: () => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([KEY, RECOVERY_KEY].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

function Acts({ device, onAsk }: { device: DeskDevice; onAsk: (what: 'name' | 'revoke') => void }) {
  const desk = useDesk();
  const approval = useCare(() => desk.devices.approve(device.id));
  const hasFailed = approval.isError && !(approval.error instanceof ProofGivenUp);
  const isOwnCode = device.isOwnCode || approval.data === 'own-code';
  return (
    <div className="btn-group">
      {device.state === 'waiting' && !isOwnCode && (
        <Button look="solid" disabled={approval.isPending} onClick={() => approval.mutate()}>
          <Trans>Duyệt máy</Trans>
        </Button>
      )}
      {device.state === 'waiting' && isOwnCode && (
        <span className="soft">
          <Trans>Bạn đã tạo mã của máy này: nhờ một người khác duyệt.</Trans>
        </span>
      )}
      <Button look="quiet" onClick={() => onAsk('name')}>
        <Trans>Đổi tên</Trans>
      </Button>
      <Button look="quiet" onClick={() => onAsk('revoke')}>
        <Trans>Thu hồi</Trans>
      </Button>
      {hasFailed && (
        <span role="alert">
          <Trans>Chưa làm được. Thử lại.</Trans>
        </span>
      )}
    </div>
  );
}

function Rename({ device, onClose }: { device: DeskDevice; onClose: () => void }) {
  const desk = useDesk();
  const [name, setName] = useState(device.name);
  const naming = useCare(() => desk.devices.rename(device.id, name.trim()), onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') naming.mutate();
  };
  return (
    <Dialog
      open
      title={<Trans>Đổi tên máy</Trans>}
      onClose={onClose}
      acts={
        <>
          <Button look="main" disabled={name.trim() === ''} onClick={() => naming.mutate()}>
            <Trans>Lưu tên</Trans>
          </Button>
          <Button look="quiet" onClick={onClose}>
            <Trans>Thôi</Trans>
          </Button>
        </>
      }
    >
      <form onSubmit={submit}>
        <Field label={t`Tên máy`}>
          <TextInput
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
      <Failed of={naming.error} />
    </Dialog>
  );
}

function Revoke({ device, onClose }: { device: DeskDevice; onClose: () => void }) {
  const desk = useDesk();
  const ending = useCare(() => desk.devices.revoke(device.id), onClose);
  return (
    <Dialog
      open
      title={<Trans>Thu hồi {device.name}?</Trans>}
      onClose={onClose}
      acts={
        <>
          <Button look="stop" disabled={ending.isPending} onClick={() => ending.mutate()}>
            <Trans>Thu hồi máy</Trans>
          </Button>
          <Button look="quiet" onClick={onClose}>
            <Trans>Thôi</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          Khi gặp trung tâm, máy gửi nốt những gì đã ghi rồi không đọc được gì nữa. Không lượt nào
          bị mất. Nếu máy không gặp trung tâm, nó tự khóa sau 7 ngày. Việc này không hoàn tác được.
        </Trans>
      </p>
      <Failed of={ending.error} />
    </Dialog>
  );
}

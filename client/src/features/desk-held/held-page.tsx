import type { DeskHeld } from '@khop/shared/protocol/desk-held';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatMoment } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { ProofGivenUp } from '../../desk-door.ts';
import { fieldWords } from '../../parts/field-words.ts';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Say } from '../../ui/say.tsx';
import { whyWords } from './held-words.ts';

/** Questions to the population database that wait for a second person, and who seems to be guessing. */
export function HeldPage() {
  const desk = useDesk();
  const queries = useQueryClient();
  const held = useQuery({
    queryKey: ['held'],
    queryFn: ({ signal }) => desk.held(signal),
    refetchInterval: 60_000,
  });
  const release = useMutation({
    mutationFn: (job: string) => desk.release(job),
    onSettled: () => queries.invalidateQueries({ queryKey: ['held'] }),
  });
  const hasFailed = release.isError && !(release.error instanceof ProofGivenUp);

  return (
    <main className="desk-person">
      <Head
        title={<Trans>Chờ người thứ hai</Trans>}
        sub={
          <Trans>Hỏi CSDL quá nhiều lần về một người: cần người khác xem rồi mới hỏi tiếp.</Trans>
        }
      />
      {(held.isError || hasFailed) && (
        <div className="part">
          <Say
            state="retry"
            role="alert"
            title={<Trans>Chưa hỏi được trung tâm.</Trans>}
            acts={
              <Button onClick={() => void held.refetch()}>
                <Trans>Thử lại</Trans>
              </Button>
            }
          />
        </div>
      )}
      {held.data && (
        <>
          <Waiting
            rows={held.data.rows}
            isBusy={release.isPending}
            onRelease={(job) => release.mutate(job)}
          />
          <Alerts alerts={held.data.alerts} />
        </>
      )}
    </main>
  );
}

function Waiting({
  rows,
  isBusy,
  onRelease,
}: {
  rows: DeskHeld['rows'];
  isBusy: boolean;
  onRelease: (job: string) => void;
}) {
  return (
    <Part title={t`Câu hỏi đang chờ`}>
      {rows.length === 0 && (
        <p className="soft">
          <Trans>Không có câu hỏi nào chờ duyệt.</Trans>
        </p>
      )}
      {rows.length > 0 && (
        <Rows aria-label={t`Câu hỏi đang chờ`}>
          {rows.map(({ job, person, fullName, why, officer, until, mayRelease }) => (
            <Row
              key={job}
              name={<PersonLink id={person} name={fullName} />}
              notes={[
                whyWords(why),
                t`người nhập: ${officer}`,
                until === null ? t`chờ đến khi được duyệt` : t`tự hỏi lúc ${formatMoment(until)}`,
              ]}
              end={
                mayRelease ? (
                  <Button disabled={isBusy} onClick={() => onRelease(job)}>
                    <Trans>Cho hỏi</Trans>
                  </Button>
                ) : (
                  <span className="soft">
                    <Trans>cần người khác duyệt</Trans>
                  </span>
                )
              }
            />
          ))}
        </Rows>
      )}
    </Part>
  );
}

function Alerts({ alerts }: { alerts: DeskHeld['alerts'] }) {
  if (alerts.length === 0) return null;
  return (
    <Part title={t`Cảnh báo`} note={<Trans>Một trường đã được thử hơn 3 giá trị khác nhau.</Trans>}>
      <Rows aria-label={t`Cảnh báo`}>
        {alerts.map(({ person, fullName, field, officer, at }) => (
          <Row
            key={`${person} ${field}`}
            name={<PersonLink id={person} name={fullName} />}
            notes={[fieldWords(field), t`người nhập: ${officer}`, formatMoment(at)]}
          />
        ))}
      </Rows>
    </Part>
  );
}

function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link to="/desk/person/$id" params={{ id }}>
      {name}
    </Link>
  );
}

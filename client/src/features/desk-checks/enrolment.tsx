import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { formatMoment } from '../../app/format.ts';
import { useLive } from '../../deps.tsx';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { NotAsked } from './not-asked.tsx';

/** A one-time code with which a new tablet becomes the site's. Shown once, never listed. */
export function Enrolment() {
  const desk = useDesk();
  const grant = useLive(desk.grant);
  const made = useMutation({ mutationFn: (site: string) => desk.enrolment(site) });
  const site = grant?.site;
  if (!site) return null;
  return (
    <Part title={t`Thêm máy cho ${site.name}`}>
      <div className="stack">
        {made.isError && <NotAsked onRetry={() => made.mutate(site.id)} />}
        <p role="status" className={made.data ? undefined : 'vh'}>
          {made.data && (
            <>
              <b className="desk-code">{made.data.code}</b>
              <span className="soft">
                {' '}
                <Trans>
                  Nhập mã này trên máy mới, trước {formatMoment(made.data.until)}. Mã dùng một lần.
                </Trans>
              </span>
            </>
          )}
        </p>
        <div className="btn-group">
          <Button disabled={made.isPending} onClick={() => made.mutate(site.id)}>
            <Trans>Cấp mã cho máy mới</Trans>
          </Button>
        </div>
      </div>
    </Part>
  );
}

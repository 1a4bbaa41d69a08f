import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { formatMoment } from '../../app/format.ts';
import { useLive } from '../../deps.tsx';
import { useDesk } from '../../desk.tsx';
import { ProofGivenUp } from '../../desk-door.ts';
import { QrCode } from '../../parts/qr-code.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { NotAsked } from './not-asked.tsx';

/**
 * A one-time code with which a new tablet becomes a site's; shown once, never listed. Whoever works
 * at a site adds tablets to it, an administrator to any site by its code.
 */
export function Enrolment() {
  const desk = useDesk();
  const grant = useLive(desk.grant);
  const made = useMutation({ mutationFn: (site: string) => desk.enrolment(site) });
  const { register, handleSubmit, formState } = useForm({ defaultValues: { site: '' } });
  const site = grant?.site ?? null;
  if (grant === null || (site === null && grant.role !== 'administrator')) return null;

  return (
    <Part title={site === null ? t`Thêm máy` : t`Thêm máy cho ${site.name}`}>
      <form
        className="stack desk-enrol"
        noValidate
        onSubmit={(event) =>
          void handleSubmit((values) => made.mutate(site?.id ?? values.site.trim()))(event)
        }
      >
        {made.isError && !(made.error instanceof ProofGivenUp) && (
          <NotAsked onRetry={() => made.mutate(made.variables)} />
        )}
        {made.data === null && (
          <Say state="act" role="alert" title={<Trans>Không có cơ sở này.</Trans>} />
        )}
        <p role="status" className={made.data ? undefined : 'vh'}>
          {made.data && (
            <>
              <QrCode text={made.data.secret} label={t`Mã quét cho máy mới`} />
              <b className="desk-code">{made.data.code}</b>
              <span className="soft">
                {' '}
                <Trans>
                  Quét hoặc nhập mã này trên máy mới, trước {formatMoment(made.data.until)}. Mã dùng
                  một lần.
                </Trans>
              </span>
            </>
          )}
        </p>
        {site === null && (
          <Field label={t`Mã cơ sở tiêm chủng`} bad={formState.errors.site && t`Ghi mã cơ sở.`}>
            <TextInput {...register('site', { required: true })} spellCheck={false} />
          </Field>
        )}
        <div className="btn-group">
          <Button type="submit" disabled={made.isPending}>
            <Trans>Cấp mã cho máy mới</Trans>
          </Button>
        </div>
      </form>
    </Part>
  );
}

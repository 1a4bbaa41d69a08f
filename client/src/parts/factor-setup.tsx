import './factor.css';
import type { FactorReply, TotpOffer } from '@khop/shared/protocol/desk-account';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Enrolling, Refused } from '../desk-door.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { QrCode } from './qr-code.tsx';
import { RefusedSay } from './refused-say.tsx';

type Added = Extract<FactorReply, { outcome: string }>;

/** An authenticator app, or a passkey of this machine or a key: either is enough. */
export function FactorSetup({
  enrolling,
  onAdded,
}: {
  enrolling: Enrolling;
  onAdded: (added: Added) => void;
}) {
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [said, setSaid] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function take(work: () => Promise<FactorReply | TotpOffer | Refused>) {
    setBusy(true);
    const answer = await work();
    setBusy(false);
    if ('refused' in answer) setSaid(answer);
    else if ('secret' in answer) setOffer(answer);
    else if (answer.outcome === 'wrong') setSaid({ refused: 'wrong' });
    else onAdded(answer);
  }

  return (
    <div className="stack">
      {said && <RefusedSay said={said} wrong={<Trans>Mã không đúng. Thử mã tiếp theo.</Trans>} />}
      {offer === null ? (
        <div className="btn-group">
          <Button
            look="main"
            icon={<Icon of={IconDeviceMobile} />}
            disabled={isBusy}
            onClick={() => void take(() => enrolling.totp())}
          >
            <Trans>Ứng dụng xác thực</Trans>
          </Button>
          {enrolling.hasPasskeys && (
            <Button
              icon={<Icon of={IconFingerprint} />}
              disabled={isBusy}
              onClick={() => void take(() => enrolling.passkey(t`Khóa truy cập`))}
            >
              <Trans>Khóa truy cập</Trans>
            </Button>
          )}
        </div>
      ) : (
        <ScanOffer
          offer={offer}
          isBusy={isBusy}
          onCode={(code) => take(() => enrolling.confirmTotp(code))}
        />
      )}
    </div>
  );
}

function ScanOffer({
  offer,
  isBusy,
  onCode,
}: {
  offer: TotpOffer;
  isBusy: boolean;
  onCode: (code: string) => Promise<void>;
}) {
  const { register, handleSubmit, formState } = useForm({ defaultValues: { code: '' } });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => void handleSubmit(({ code }) => onCode(code))(event)}
    >
      <p>
        <Trans>Quét mã này bằng ứng dụng xác thực trên điện thoại, rồi ghi mã 6 số hiện ra.</Trans>
      </p>
      <QrCode text={offer.uri} label={t`Mã QR cho ứng dụng xác thực`} />
      <p className="soft">
        <Trans>Không quét được? Nhập khóa:</Trans>{' '}
        <b className="factor-secret">{offer.secret.replace(/(.{4})/g, '$1 ').trim()}</b>
      </p>
      <Field
        label={t`Mã 6 số trong ứng dụng xác thực`}
        bad={formState.errors.code && t`Ghi vào đây.`}
      >
        <TextInput
          {...register('code', { required: true })}
          kind="digits"
          autoComplete="one-time-code"
        />
      </Field>
      <div className="btn-group">
        <Button look="main" type="submit" disabled={isBusy}>
          <Trans>Xác nhận</Trans>
        </Button>
      </div>
    </form>
  );
}

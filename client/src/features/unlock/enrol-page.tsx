import './unlock.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useLive, useTablet } from '../../deps.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { EnrolScan } from './enrol-scan.tsx';

type Refusal = 'wrong-code' | 'expired' | 'offline' | 'code-missing' | 'name-missing';

/** A one-time code makes this tablet the site's. Typed, or scanned from the office's screen. */
export function Page() {
  const { t } = useLingui();
  const tablet = useTablet();
  const state = useLive(tablet.state);
  const navigate = useNavigate();
  const codeBox = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = String(form.get('code') ?? '').replace(/\s/g, '');
    const name = String(form.get('device') ?? '').trim();
    const missing = code === '' ? 'code-missing' : name === '' ? 'name-missing' : null;
    setRefusal(missing);
    if (missing !== null) return;
    setBusy(true);
    try {
      const answer = await tablet.enrol(code, name);
      if (answer === 'enrolled') {
        // From here on there will be something to lose.
        void tablet.persistStorage();
        await navigate({ to: '/operator', replace: true });
      } else setRefusal(answer);
    } finally {
      setBusy(false);
    }
  }

  function takeCode(code: string) {
    if (codeBox.current) codeBox.current.value = code;
    setRefusal(null);
  }

  return (
    <div className="tablet">
      <main className="unlock">
        <header>
          <p className="word">Khớp</p>
          <h1>
            <Trans>Nhận máy về cơ sở tiêm chủng</Trans>
          </h1>
        </header>
        {state.at === 'not-enrolled' && (state.revoked ? <Revoked /> : <Missing {...state} />)}
        <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
          <div role="alert">
            <Refused refusal={refusal} />
          </div>
          <Field
            label={t`Mã nhận máy`}
            hint={t`Người phụ trách tạo mã trên trang quản trị. Mỗi mã dùng một lần và sớm hết hạn.`}
            bad={refusal === 'code-missing' && t`Nhập mã hoặc quét mã QR.`}
          >
            <TextInput ref={codeBox} name="code" autoCapitalize="characters" spellCheck={false} />
          </Field>
          <EnrolScan onCode={takeCode} />
          <Field
            label={t`Tên máy`}
            hint={t`Ví dụ TB-07. Tên này đi cùng mọi mũi tiêm ghi trên máy.`}
            bad={refusal === 'name-missing' && t`Đặt tên cho máy.`}
          >
            <TextInput name="device" maxLength={100} spellCheck={false} />
          </Field>
          <Button type="submit" look="main" full disabled={isBusy}>
            {isBusy ? <Trans>Đang nhận máy</Trans> : <Trans>Nhận máy</Trans>}
          </Button>
        </form>
      </main>
    </div>
  );
}

/**
 * A ledger was here and is gone: said plainly, with what can still be done (EXPERIENCE 3). Where all of
 * a site's data was cleared at once nothing is left to know it by; only the person can tell.
 */
function Revoked() {
  const { t } = useLingui();
  return (
    <Say state="right" role="status" title={t`Máy đã bị thu hồi và đã gửi hết`}>
      <Trans>
        Trung tâm đã nhận mọi lượt ghi. Máy này không đọc được dữ liệu cũ nữa. Muốn dùng lại, nhập
        mã mới.
      </Trans>
    </Say>
  );
}

function Missing({ missing, unsent }: { missing: boolean; unsent: number | null }) {
  const { t } = useLingui();
  if (!missing) {
    return (
      <p className="soft">
        <Trans>
          Máy này từng dùng Khớp mà nay lại hỏi mã? Dữ liệu trên máy đã bị xóa: báo người phụ trách.
        </Trans>
      </p>
    );
  }
  return (
    <Say state="act" role="alert" title={t`Dữ liệu của Khớp trên máy này đã bị xóa`}>
      <Lost unsent={unsent} />
    </Say>
  );
}

function Lost({ unsent }: { unsent: number | null }) {
  if (unsent === null) {
    return (
      <Trans>
        Trình duyệt hoặc ai đó đã xóa dữ liệu trang. Những gì trung tâm đã nhận sẽ tải về lại; những
        mũi chưa gửi trên máy này thì không còn. Báo người phụ trách ngay.
      </Trans>
    );
  }
  if (unsent === 0) {
    return (
      <Trans>
        Trình duyệt hoặc ai đó đã xóa dữ liệu trang. Mọi lượt ghi đã gửi về trung tâm và sẽ tải về
        lại. Báo người phụ trách.
      </Trans>
    );
  }
  return (
    <Trans>
      Trình duyệt hoặc ai đó đã xóa dữ liệu trang. Những gì trung tâm đã nhận sẽ tải về lại; số lượt
      ghi chưa gửi đã mất: {unsent}. Báo người phụ trách ngay và ghi lại từ giấy.
    </Trans>
  );
}

function Refused({ refusal }: { refusal: Refusal | null }) {
  const { t } = useLingui();
  switch (refusal) {
    case 'wrong-code':
      return (
        <Say state="warn" title={t`Mã chưa đúng`}>
          <Trans>So lại từng ký tự, hoặc quét mã QR.</Trans>
        </Say>
      );
    case 'expired':
      return (
        <Say state="warn" title={t`Mã đã hết hạn hoặc đã dùng`}>
          <Trans>Xin người phụ trách một mã mới.</Trans>
        </Say>
      );
    case 'offline':
      return (
        <Say state="offline" title={t`Chưa có mạng`}>
          <Trans>Nhận máy cần mạng một lần. Đưa máy đến nơi có mạng rồi bấm lại.</Trans>
        </Say>
      );
    default:
      return null;
  }
}

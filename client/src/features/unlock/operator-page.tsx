import './unlock.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { SignInBoxes } from '../../parts/sign-in-boxes.tsx';
import { type SignInRefusal, useSignInWords } from '../../parts/sign-in-words.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { judgeOperatorForm } from './operator-form.ts';

/** Once online per person and tablet: the office knows the password, this tablet its own PIN. */
export function Page() {
  const { t } = useLingui();
  const tablet = useTablet();
  const state = useLive(tablet.state);
  const navigate = useNavigate();
  const words = useSignInWords();
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const [user, password, pin] = [text('user').trim(), text('password'), text('pin')];
    const judged = judgeOperatorForm({ user, password, pin, again: text('again') });
    setRefusal(judged);
    if (judged !== null) return;
    setBusy(true);
    try {
      const answer = await tablet.addOperator(user, password, pin);
      if (answer === 'added') await navigate({ to: '/', replace: true });
      else setRefusal(answer);
    } finally {
      setBusy(false);
    }
  }

  const said = refusal === null ? null : words(refusal);
  const badAt = (field: string) => (said?.field === field ? said.text : undefined);
  return (
    <Screen>
      <Head
        title={t`Thêm người dùng`}
        sub={state.at === 'locked' || state.at === 'open' ? state.site.name : undefined}
        back={
          <ButtonTo look="icon" to={state.at === 'open' ? '/' : '/unlock'} aria-label={t`Quay lại`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      <form className="door" onSubmit={(event) => void submit(event)} noValidate>
        <p>
          <Trans>Cần mạng một lần. Sau đó mở máy bằng mã PIN, cả khi không có mạng.</Trans>
        </p>
        <SignInBoxes said={said} />
        <Field
          label={t`Mã PIN mới của máy này`}
          hint={t`Ít nhất 8 số; không dùng ngày sinh, dãy số liền hay lặp. Hoặc một cụm từ dài từ 12 chữ.`}
          bad={badAt('pin')}
        >
          <TextInput name="pin" type="password" autoComplete="new-password" />
        </Field>
        <Field label={t`Nhập lại mã PIN`} bad={badAt('again')}>
          <TextInput name="again" type="password" autoComplete="new-password" />
        </Field>
        <Button type="submit" look="main" full disabled={isBusy}>
          {isBusy ? <Trans>Đang đăng nhập</Trans> : <Trans>Thêm người dùng</Trans>}
        </Button>
      </form>
    </Screen>
  );
}

import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { isOutOfRoom } from '../../data/storage-trouble.ts';
import { useTablet } from '../../deps.tsx';
import { SignInBoxes } from '../../parts/sign-in-boxes.tsx';
import { type SignInRefusal, useSignInWords } from '../../parts/sign-in-words.ts';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';

/** [L9] The session with the office ended: lists come again after one sign-in. */
export function SignInPart({ fullName }: { fullName: string }) {
  const tablet = useTablet();
  const words = useSignInWords();
  const [refusal, setRefusal] = useState<SignInRefusal | 'full' | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function signIn(user: string, password: string): Promise<typeof refusal> {
    if (user === '') return 'user-missing';
    if (password === '') return 'password-missing';
    try {
      const answer = await tablet.renew(user, password);
      return answer === 'renewed' ? null : answer;
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      return 'full';
    }
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    try {
      setRefusal(await signIn(text('user').trim(), text('password')));
    } finally {
      setBusy(false);
    }
  }

  const said = refusal === null ? null : refusal === 'full' ? full() : words(refusal);
  return (
    <Part title={t`Cần đăng nhập lại`}>
      <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
        <p>
          <Trans>
            Phiên của {fullName} với trung tâm đã hết. Ghi nhận và gửi vẫn bình thường; danh sách
            mới về sau khi đăng nhập. Mã PIN giữ nguyên.
          </Trans>
        </p>
        <SignInBoxes said={said} />
        <Button type="submit" full disabled={isBusy}>
          {isBusy ? <Trans>Đang đăng nhập</Trans> : <Trans>Đăng nhập lại</Trans>}
        </Button>
      </form>
    </Part>
  );
}

function full() {
  return {
    field: null,
    title: t`Bộ nhớ máy đã đầy`,
    text: t`Xóa bớt ảnh và ứng dụng trên máy rồi thử lại.`,
  };
}

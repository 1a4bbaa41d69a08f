import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { isOutOfRoom } from '../../data/storage-trouble.ts';
import { useTablet } from '../../deps.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';

type Said = 'wrong' | 'waits' | 'weak' | 'differs' | 'full';

/** Another PIN for who has the tablet open; works without a connection. */
export function ChangePin() {
  const tablet = useTablet();
  const form = useRef<HTMLFormElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);

  async function change() {
    const values = new FormData(form.current ?? undefined);
    const [pin, next, again] = ['pin', 'next', 'again'].map((name) => String(values.get(name)));
    if (pin === undefined || next === undefined || next !== again) return setSaid('differs');
    setBusy(true);
    try {
      const answer = await tablet.changePin(pin, next);
      if (answer === 'changed') {
        setOpen(false);
        setDone(true);
        setSaid(null);
      } else if (answer === 'weak-pin') setSaid('weak');
      else setSaid(answer.waitMs > 0 ? 'waits' : 'wrong');
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      setSaid('full');
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change();
  };
  const badAt = (...fields: Said[]) =>
    said !== null && fields.includes(said) ? words(said) : null;
  const bad = (text: string | null) => (text === null ? {} : { bad: text });

  return (
    <>
      <Button look="quiet" icon={<Icon of={IconKey} />} onClick={() => setOpen(true)}>
        <Trans>Đổi mã PIN của tôi</Trans>
      </Button>
      <div role="status">{isDone && <Say state="ok" title={t`Đã đổi mã PIN`} />}</div>
      <Dialog
        open={isOpen}
        title={t`Đổi mã PIN`}
        onClose={() => setOpen(false)}
        acts={
          <>
            <Button look="main" disabled={isBusy} onClick={() => void change()}>
              {isBusy ? <Trans>Đang đổi</Trans> : <Trans>Đổi mã PIN</Trans>}
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              <Trans>Thôi</Trans>
            </Button>
          </>
        }
      >
        <form ref={form} className="stack" onSubmit={submit} noValidate>
          <Field label={t`Mã PIN đang dùng`} {...bad(badAt('wrong', 'waits', 'full'))}>
            <TextInput name="pin" type="password" autoComplete="current-password" />
          </Field>
          <Field
            label={t`Mã PIN mới`}
            hint={t`Ít nhất 8 số; không dùng ngày sinh, dãy số liền hay lặp. Hoặc một cụm từ dài từ 12 chữ.`}
            {...bad(badAt('weak'))}
          >
            <TextInput name="next" type="password" autoComplete="new-password" />
          </Field>
          <Field label={t`Nhập lại mã PIN mới`} {...bad(badAt('differs'))}>
            <TextInput name="again" type="password" autoComplete="new-password" />
          </Field>
          <button type="submit" hidden />
        </form>
      </Dialog>
    </>
  );
}

function words(said: Said): string {
  switch (said) {
    case 'wrong':
      return t`Mã đang dùng chưa đúng.`;
    case 'waits':
      return t`Sai nhiều lần. Chờ một lúc rồi thử lại.`;
    case 'weak':
      return t`Mã này dễ đoán. Chọn mã khác.`;
    case 'differs':
      return t`Hai lần nhập mã mới chưa giống nhau.`;
    case 'full':
      return t`Bộ nhớ máy đã đầy. Xóa bớt ảnh và ứng dụng trên máy rồi thử lại.`;
  }
}

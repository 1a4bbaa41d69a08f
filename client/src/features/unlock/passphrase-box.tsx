import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

/** For those whose PIN is words. Not trimmed here: blanks may belong to it. */
export function PassphraseBox({
  disabled,
  onEnter,
  onPad,
}: {
  disabled: boolean;
  onEnter: (phrase: string) => void;
  onPad: () => void;
}) {
  const { t } = useLingui();
  const box = useRef<HTMLInputElement>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    onEnter(box.current?.value ?? '');
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Field label={t`Cụm mật khẩu`}>
        <TextInput ref={box} type="password" autoComplete="current-password" autoFocus />
      </Field>
      <Button type="submit" look="main" full disabled={disabled}>
        <Trans>Mở khóa</Trans>
      </Button>
      <Button look="quiet" onClick={onPad}>
        <Trans>Dùng bàn phím số</Trans>
      </Button>
    </form>
  );
}

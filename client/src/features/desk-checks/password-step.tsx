import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Refused } from '../../desk-door.ts';
import { PasswordInput } from '../../parts/password-input.tsx';
import { RefusedSay } from '../../parts/refused-say.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

type Values = { user: string; password: string };

export function PasswordStep({
  said: saidBefore,
  onPassword,
}: {
  said: Refused | null;
  onPassword: (user: string, password: string) => Promise<Refused | null>;
}) {
  const [said, setSaid] = useState(saidBefore);
  const { register, handleSubmit, formState } = useForm<Values>({
    defaultValues: { user: '', password: '' },
  });
  const { errors, isSubmitting } = formState;

  async function enter({ user, password }: Values) {
    setSaid(await onPassword(user.trim(), password));
  }

  return (
    <form className="stack" onSubmit={(event) => void handleSubmit(enter)(event)} noValidate>
      <p className="soft">
        <Trans>Cần mạng. Không dữ liệu nào lưu lại trên máy này.</Trans>
      </p>
      {said && <RefusedSay said={said} wrong={<Trans>Tên hoặc mật khẩu không đúng.</Trans>} />}
      <Field label={t`Tên đăng nhập`} bad={errors.user && t`Ghi tên đăng nhập.`}>
        <TextInput
          {...register('user', { required: true })}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label={t`Mật khẩu`} bad={errors.password && t`Ghi mật khẩu.`}>
        <PasswordInput {...register('password', { required: true })} />
      </Field>
      <Button look="main" type="submit" disabled={isSubmitting}>
        <Trans>Vào bàn đối sánh</Trans>
      </Button>
    </form>
  );
}

import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Password } from './password.tsx';

type Values = { user: string; password: string };

export function SignIn() {
  const desk = useDesk();
  const [said, setSaid] = useState<'wrong' | 'offline' | null>(null);
  const { register, handleSubmit, formState } = useForm<Values>({
    defaultValues: { user: '', password: '' },
  });
  const { errors, isSubmitting } = formState;

  async function enter({ user, password }: Values) {
    const answer = await desk.signIn(user.trim(), password);
    setSaid(answer === 'signed-in' ? null : answer);
  }

  return (
    <main className="desk-sign-in">
      <form className="stack" onSubmit={(event) => void handleSubmit(enter)(event)} noValidate>
        <h1>
          <Trans>Bàn đối sánh</Trans>
        </h1>
        <p className="soft">
          <Trans>Cần mạng. Không dữ liệu nào lưu lại trên máy này.</Trans>
        </p>
        {said === 'wrong' && (
          <Say state="act" role="alert" title={<Trans>Tên hoặc mật khẩu không đúng.</Trans>} />
        )}
        {said === 'offline' && (
          <Say state="retry" role="alert" title={<Trans>Chưa hỏi được trung tâm.</Trans>}>
            <Trans>Kiểm tra mạng rồi thử lại. Máy ở điểm tiêm vẫn ghi bình thường.</Trans>
          </Say>
        )}
        <Field label={t`Tên đăng nhập`} bad={errors.user && t`Ghi tên đăng nhập.`}>
          <TextInput
            {...register('user', { required: true })}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        <Field label={t`Mật khẩu`} bad={errors.password && t`Ghi mật khẩu.`}>
          <Password {...register('password', { required: true })} />
        </Field>
        <Button look="main" type="submit" disabled={isSubmitting}>
          <Trans>Vào bàn đối sánh</Trans>
        </Button>
      </form>
    </main>
  );
}

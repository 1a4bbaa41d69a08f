import type { PasswordRefusal } from '@khop/shared/protocol/desk-account';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordInput } from './password-input.tsx';
import { weakWords } from './weak-words.ts';

type Values = { old: string; next: string; again: string };

/** @param asksOld where somebody is signed in already and the machine may be left alone */
export function NewPasswordForm({
  asksOld,
  onChosen,
}: {
  asksOld: boolean;
  onChosen: (values: { old: string; next: string }) => Promise<PasswordRefusal | null>;
}) {
  const [weak, setWeak] = useState<PasswordRefusal | null>(null);
  const { register, handleSubmit, reset, formState } = useForm<Values>({
    defaultValues: { old: '', next: '', again: '' },
  });
  const { errors, isSubmitting } = formState;

  async function choose({ old, next }: Values) {
    const refused = await onChosen({ old, next });
    setWeak(refused);
    if (refused === null) reset();
  }
  const weakNext = weak !== null && weak !== 'wrong' ? weakWords(weak) : undefined;

  return (
    <form className="stack" noValidate onSubmit={(event) => void handleSubmit(choose)(event)}>
      {asksOld && (
        <Field
          label={t`Mật khẩu hiện nay`}
          bad={errors.old ? t`Ghi mật khẩu.` : weak === 'wrong' && weakWords(weak)}
        >
          <PasswordInput {...register('old', { required: true })} />
        </Field>
      )}
      <Field
        label={t`Mật khẩu mới`}
        hint={t`Ít nhất 10 ký tự.`}
        bad={errors.next ? t`Ghi mật khẩu mới.` : weakNext}
      >
        <PasswordInput isNew {...register('next', { required: true })} />
      </Field>
      <Field label={t`Ghi lại mật khẩu mới`} bad={errors.again && t`Hai lần ghi không giống nhau.`}>
        <PasswordInput
          isNew
          {...register('again', { validate: (again, { next }) => again === next })}
        />
      </Field>
      <div className="btn-group">
        <Button look="main" type="submit" disabled={isSubmitting}>
          <Trans>Đổi mật khẩu</Trans>
        </Button>
      </div>
    </form>
  );
}

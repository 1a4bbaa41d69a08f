import { useLingui } from '@lingui/react/macro';
import { Field } from '../ui/field.tsx';
import { Say } from '../ui/say.tsx';
import { TextInput } from '../ui/text-input.tsx';
import type { SignInWords } from './sign-in-words.ts';

/** User name and password, `user` and `password` of the form they stand in; above them what went wrong. */
export function SignInBoxes({ said }: { said: SignInWords | null }) {
  const { t } = useLingui();
  const badAt = (field: SignInWords['field']) => (said?.field === field ? said.text : undefined);
  return (
    <>
      <div role="alert">
        {said && said.field === null && (
          <Say state="warn" title={said.title}>
            {said.text}
          </Say>
        )}
      </div>
      <Field label={t`Tên đăng nhập`} bad={badAt('user')}>
        <TextInput name="user" autoCapitalize="none" autoComplete="username" spellCheck={false} />
      </Field>
      <Field label={t`Mật khẩu`} bad={badAt('password')}>
        <TextInput name="password" type="password" autoComplete="current-password" />
      </Field>
    </>
  );
}

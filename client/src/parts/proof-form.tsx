import type { ProofKind } from '@khop/shared/protocol/desk-account';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconFingerprint } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Refused, TypedProof } from '../desk-door.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { PasswordInput } from './password-input.tsx';
import { RefusedSay } from './refused-say.tsx';

type Typed = TypedProof['kind'];

/** Asks for the second factor: a passkey by the browser, anything else by typing. */
export function ProofForm({
  kinds,
  onProof,
  onPasskey,
  onGiveUp,
}: {
  kinds: readonly ProofKind[];
  onProof: (proof: TypedProof) => Promise<Refused | null>;
  onPasskey: () => Promise<Refused | null>;
  onGiveUp: () => void;
}) {
  const typed = (['totp', 'password', 'recovery'] as const).filter((kind) => kinds.includes(kind));
  const [kind, setKind] = useState<Typed | undefined>(typed[0]);
  const [said, setSaid] = useState<Refused | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { register, handleSubmit, setFocus, setValue, formState } = useForm({
    defaultValues: { text: '' },
  });
  const hasPasskey = kinds.includes('passkey');
  const other = typed.find((each) => each !== kind);

  // Whoever is asked for a code has it in the hand.
  useEffect(() => {
    if (kind !== undefined && !hasPasskey) setFocus('text');
  }, [kind, hasPasskey, setFocus]);

  async function run(work: () => Promise<Refused | null>) {
    setBusy(true);
    const answer = await work();
    setBusy(false);
    setSaid(answer);
    if (answer !== null) setValue('text', '');
  }

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) =>
        void handleSubmit(({ text }) => {
          if (kind !== undefined) return run(() => onProof(proofOf(kind, text)));
        })(event)
      }
    >
      {said && <RefusedSay said={said} wrong={wrongWords(kind)} />}
      {hasPasskey && (
        <Button
          look={typed[0] === 'totp' ? 'plain' : 'main'}
          icon={<Icon of={IconFingerprint} />}
          disabled={isBusy}
          onClick={() => void run(onPasskey)}
        >
          <Trans>Dùng khóa truy cập</Trans>
        </Button>
      )}
      {kind !== undefined && (
        <Field key={kind} label={labelOf(kind)} bad={formState.errors.text && t`Ghi vào đây.`}>
          {kind === 'password' ? (
            <PasswordInput {...register('text', { required: true })} />
          ) : (
            <TextInput
              {...register('text', { required: true })}
              kind={kind === 'totp' ? 'digits' : 'text'}
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <div className="btn-group">
        {kind !== undefined && (
          <Button
            look={hasPasskey && kind !== 'totp' ? 'plain' : 'main'}
            type="submit"
            disabled={isBusy}
          >
            <Trans>Xác nhận</Trans>
          </Button>
        )}
        <Button onClick={onGiveUp}>
          <Trans>Thôi</Trans>
        </Button>
        {other !== undefined && (
          <Button look="quiet" onClick={() => setKind(other)}>
            {other === 'recovery' ? (
              <Trans>Mất điện thoại?</Trans>
            ) : (
              <Trans>Dùng mã của ứng dụng</Trans>
            )}
          </Button>
        )}
      </div>
    </form>
  );
}

function proofOf(kind: Typed, text: string): TypedProof {
  return kind === 'password' ? { kind, password: text } : { kind, code: text };
}

function labelOf(kind: Typed) {
  switch (kind) {
    case 'totp':
      return t`Mã 6 số trong ứng dụng xác thực`;
    case 'recovery':
      return t`Một mã dự phòng`;
    case 'password':
      return t`Mật khẩu`;
  }
}

function wrongWords(kind: Typed | undefined) {
  return kind === 'password' ? (
    <Trans>Mật khẩu không đúng.</Trans>
  ) : (
    <Trans>Mã không đúng hoặc đã dùng.</Trans>
  );
}

import { dayOf } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { AppointmentForm } from './appointment-form.tsx';

/** A new account with its first appointment: neither is made without the other. */
export function AddPerson({
  onDone,
  onLeave,
}: {
  onDone: (user: string) => void;
  onLeave: () => void;
}) {
  const { admin, now } = useDesk();
  const { t } = useLingui();
  const [user, setUser] = useState('');
  const [fullName, setFullName] = useState('');
  const [isTried, setTried] = useState(false);
  const isNamed = /^\S{2,50}$/.test(user) && fullName.trim() !== '';
  return (
    <Part title={t`Thêm người`}>
      <AppointmentForm
        today={dayOf(now())}
        verb={<Trans>Thêm và bổ nhiệm</Trans>}
        onSend={(appointment) => {
          setTried(true);
          return isNamed ? admin.addPerson({ user, fullName: fullName.trim(), appointment }) : null;
        }}
        onDone={() => onDone(user)}
        onLeave={onLeave}
      >
        <Field
          label={<Trans>Họ và tên</Trans>}
          bad={isTried && fullName.trim() === '' && t`Ghi họ và tên.`}
        >
          <TextInput
            kind="name"
            defaultValue={fullName}
            onChange={(event) => setFullName(event.currentTarget.value)}
          />
        </Field>
        <Field
          label={<Trans>Tên đăng nhập</Trans>}
          hint={<Trans>Không dấu cách, ít nhất 2 chữ.</Trans>}
          bad={isTried && !/^\S{2,50}$/.test(user) && t`Ghi tên đăng nhập.`}
        >
          <TextInput
            defaultValue={user}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => setUser(event.currentTarget.value.trim())}
          />
        </Field>
      </AppointmentForm>
    </Part>
  );
}

import type { UnitKey } from '@khop/shared/entry';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { AdminForm } from './admin-form.tsx';
import { useChange } from './use-change.ts';

/** A new hamlet or group, from today; `next`: the first number behind all that were given. */
export function AddHamlet({
  commune,
  next,
  onDone,
}: {
  commune: UnitKey;
  next: number;
  onDone: () => void;
}) {
  const { admin } = useDesk();
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [number, setNumber] = useState(String(next));
  const [isTried, setTried] = useState(false);
  const { change, said, isBusy } = useChange();
  const isNumber = /^[1-9]\d{0,2}$/.test(number);

  async function send() {
    setTried(true);
    if (name.trim() === '' || !isNumber) return;
    const words = { commune, number: Number(number), name: name.trim() };
    if (await change(() => admin.addHamlet(words))) onDone();
  }
  return (
    <AdminForm
      said={said}
      isBusy={isBusy}
      verb={<Trans>Lưu thôn, tổ</Trans>}
      onSend={send}
      onLeave={onDone}
    >
      <Field
        label={<Trans>Tên thôn, tổ</Trans>}
        bad={isTried && name.trim() === '' && t`Ghi tên thôn, tổ.`}
      >
        <TextInput defaultValue={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field
        label={<Trans>Số thứ tự</Trans>}
        hint={<Trans>Không trùng trong xã, không đổi được về sau.</Trans>}
        bad={isTried && !isNumber && t`Ghi số từ 1 đến 999.`}
      >
        <TextInput
          kind="digits"
          defaultValue={number}
          onChange={(event) => setNumber(event.currentTarget.value.trim())}
        />
      </Field>
    </AdminForm>
  );
}

import type { AdminSite } from '@khop/shared/protocol/desk-admin';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { AdminForm } from './admin-form.tsx';
import { UnitCodeField } from './place-field.tsx';
import { Select } from './select.tsx';
import { TwoPersonsField } from './two-persons-field.tsx';
import { useChange } from './use-change.ts';

/** A site and its points, a new one or one that is there. */
export function SiteForm({ site, onDone }: { site: AdminSite | null; onDone: () => void }) {
  const { admin } = useDesk();
  const { t } = useLingui();
  const [id, setId] = useState(site?.id ?? '');
  const [name, setName] = useState(site?.name ?? '');
  const [kind, setKind] = useState<AdminSite['kind']>(site?.kind ?? 'public');
  const [communeCode, setCommune] = useState(site?.commune.code ?? '');
  const [points, setPoints] = useState(site?.points.join('\n') ?? '');
  const [twoPersons, setTwoPersons] = useState(site?.twoPersons ?? true);
  const [isTried, setTried] = useState(false);
  const { change, said, isBusy } = useChange();
  const isCode = /^[a-z0-9][a-z0-9-]{0,49}$/.test(id);

  async function send() {
    setTried(true);
    if (!isCode || name.trim() === '' || !/^\d{5}$/.test(communeCode)) return;
    const names = points
      .split('\n')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const words = { name: name.trim(), kind, communeCode, points: names, twoPersons };
    if (await change(() => admin.keepSite(id, words))) onDone();
  }
  return (
    <AdminForm
      said={said}
      isBusy={isBusy}
      verb={<Trans>Lưu cơ sở</Trans>}
      onSend={send}
      onLeave={onDone}
    >
      <Field
        label={<Trans>Mã cơ sở</Trans>}
        hint={<Trans>Chữ thường không dấu, số và dấu gạch ngang. Không đổi được về sau.</Trans>}
        bad={isTried && !isCode && t`Ghi mã cơ sở.`}
      >
        <TextInput
          defaultValue={id}
          readOnly={site !== null}
          spellCheck={false}
          autoCapitalize="none"
          onChange={(event) => setId(event.currentTarget.value.trim())}
        />
      </Field>
      <Field
        label={<Trans>Tên cơ sở</Trans>}
        bad={isTried && name.trim() === '' && t`Ghi tên cơ sở.`}
      >
        <TextInput defaultValue={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field label={<Trans>Loại</Trans>}>
        <Select
          value={kind}
          onChange={(event) =>
            setKind(event.currentTarget.value === 'private' ? 'private' : 'public')
          }
        >
          <option value="public">{t`Công lập`}</option>
          <option value="private">{t`Tư nhân`}</option>
        </Select>
      </Field>
      <UnitCodeField
        label={<Trans>Mã xã, phường</Trans>}
        code={communeCode}
        onChange={setCommune}
      />
      {isTried && !/^\d{5}$/.test(communeCode) && (
        <p className="admin-bad">{t`Mã xã có 5 chữ số.`}</p>
      )}
      <TwoPersonsField value={twoPersons} onChange={setTwoPersons} />
      <Points value={points} onChange={setPoints} />
    </AdminForm>
  );
}

function Points({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span className="label">
        <Trans>Điểm tiêm, điểm lưu động</Trans>
      </span>
      <textarea
        className="input"
        rows={4}
        defaultValue={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span className="said">
        <Trans>Mỗi dòng một điểm.</Trans>
      </span>
    </label>
  );
}

import { placesOfRole } from '@khop/shared/appointment';
import type { Role } from '@khop/shared/protocol/enrol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../../desk.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Select } from './select.tsx';

export type PlaceWords = { kind: 'site' | 'unit' | 'country'; site: string; unitCode: string };
export const NO_PLACE: PlaceWords = { kind: 'site', site: '', unitCode: '' };

/** Which kinds of place a role may be held at, as the form asks for them. */
export function kindsOf(role: Role): PlaceWords['kind'][] {
  const kinds = placesOfRole(role).map((kind) =>
    kind === 'site' || kind === 'country' ? kind : 'unit',
  );
  return [...new Set(kinds)];
}

/** The place of a role: a site by its name, a unit by its code, or the country. */
export function PlaceField({
  role,
  value,
  onChange,
}: {
  role: Role;
  value: PlaceWords;
  onChange: (value: PlaceWords) => void;
}) {
  const { t } = useLingui();
  const kinds = kindsOf(role);
  if (value.kind === 'country') return <p className="soft">{t`Vai trò này ở cấp cả nước.`}</p>;
  return (
    <>
      {kinds.length > 1 && (
        <Field label={<Trans>Làm việc ở</Trans>}>
          <Select
            value={value.kind}
            onChange={(event) =>
              onChange({ ...value, kind: event.currentTarget.value === 'unit' ? 'unit' : 'site' })
            }
          >
            <option value="site">{t`Một cơ sở tiêm chủng`}</option>
            <option value="unit">{t`Một đơn vị hành chính`}</option>
          </Select>
        </Field>
      )}
      {value.kind === 'site' ? (
        <SiteField value={value} onChange={onChange} />
      ) : (
        <UnitField value={value} onChange={onChange} />
      )}
    </>
  );
}

type Props = { value: PlaceWords; onChange: (value: PlaceWords) => void };

function SiteField({ value, onChange }: Props) {
  const { admin } = useDesk();
  const sites = useQuery({
    queryKey: ['admin', 'sites', ''],
    queryFn: ({ signal }) => admin.sites('', signal),
  });
  const open = sites.data?.sites.filter(({ closedAt }) => closedAt === null) ?? [];
  return (
    <Field label={<Trans>Mã cơ sở</Trans>} hint={open.find(({ id }) => id === value.site)?.name}>
      <TextInput
        list="admin-sites"
        defaultValue={value.site}
        spellCheck={false}
        autoCapitalize="none"
        onChange={(event) => onChange({ ...value, site: event.currentTarget.value.trim() })}
      />
      <datalist id="admin-sites">
        {open.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </Field>
  );
}

function UnitField({ value, onChange }: Props) {
  return (
    <UnitCodeField
      label={<Trans>Mã đơn vị hành chính</Trans>}
      code={value.unitCode}
      onChange={(unitCode) => onChange({ ...value, unitCode })}
    />
  );
}

/** A code with the name it means today: whoever types a code reads whether it is the right one. */
export function UnitCodeField({
  label,
  code,
  onChange,
}: {
  label: React.ReactNode;
  code: string;
  onChange: (code: string) => void;
}) {
  const { admin } = useDesk();
  const { t } = useLingui();
  const isWhole = /^(\d{2}|\d{3}|\d{5}(\.\d{1,3})?)$/.test(code);
  const unit = useQuery({
    queryKey: ['unit', code],
    queryFn: ({ signal }) => admin.unit(code, signal),
    enabled: isWhole,
  });
  const found = unit.data;
  const hint = found ? [found.name, ...found.above].join(', ') : t`Xã 5 chữ số, tỉnh 2 chữ số`;
  return (
    <Field
      label={label}
      hint={hint}
      care={isWhole && found === null && t`Hôm nay không có đơn vị nào mang mã này.`}
    >
      <TextInput
        kind="digits"
        defaultValue={code}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
    </Field>
  );
}

import { Trans, useLingui } from '@lingui/react/macro';
import { Field } from '../../ui/field.tsx';
import { Select } from './select.tsx';

/** [L4] Who takes a tablet of the site in: one makes its code, and another says that it is theirs. */
export function TwoPersonsField({
  value,
  onChange,
}: {
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const { t } = useLingui();
  return (
    <Field
      label={<Trans>Nhận máy mới</Trans>}
      care={
        !value && (
          <Trans>
            Ai có mã là dùng được máy ngay. Chỉ chọn khi cơ sở không có người thứ hai; việc này được
            ghi vào nhật ký.
          </Trans>
        )
      }
    >
      <Select
        value={value ? 'two' : 'one'}
        onChange={(event) => onChange(event.currentTarget.value === 'two')}
      >
        <option value="two">{t`Hai người: một người tạo mã, một người khác duyệt`}</option>
        <option value="one">{t`Một người là đủ`}</option>
      </Select>
    </Field>
  );
}

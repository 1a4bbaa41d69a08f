import type { IdentityField } from '@khop/shared/identity';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { type Choice, Choices } from '../../ui/choices.tsx';
import { Field, FieldGroup, useFieldIds } from '../../ui/field.tsx';
import { Say } from '../../ui/say.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { countriesIn } from './countries.ts';
import type { FieldsProps } from './identity-fields.tsx';
import type { PersonValues } from './person-values.ts';
import { usePersonWords } from './use-person-words.ts';

/** The number, its kind, and the nationality that says whether it can be compared at all. */
export function NumberFields({
  register,
  values,
  problems,
  careAt,
  asideOf,
  onNumber,
  onNationality,
}: FieldsProps) {
  const { t, i18n } = useLingui();
  const words = usePersonWords();
  const [kindId, nationId] = [useId(), useId()];
  const countries = useMemo(() => countriesIn(i18n.locale), [i18n.locale]);
  const care = (field: IdentityField) => careAt(field).map(words.care).join(' ') || undefined;
  const { numberKind, nationality } = values;
  const isForeigner = nationality !== 'VN';
  const citizen: Choice<PersonValues['numberKind']>[] = [
    { value: 'personal-id', title: t`CCCD`, note: t`12 số` },
    { value: 'cmnd', title: t`CMND cũ`, note: t`9 số` },
  ];
  const proposal = problems.numberProposal;
  return (
    <>
      <FieldGroup label={<span id={nationId}>{t`Quốc tịch`}</span>}>
        <Choices
          name="nation"
          labelledBy={nationId}
          choices={[
            { value: 'VN', title: t`Việt Nam` },
            { value: 'other', title: t`Nước khác` },
          ]}
          chosen={isForeigner ? 'other' : 'VN'}
          onChoose={(value) => onNationality(value === 'VN' ? 'VN' : '')}
        />
      </FieldGroup>
      {isForeigner && (
        <>
          <Field label={t`Nước`} bad={problems.nationality && t`Chọn nước ghi trên hộ chiếu.`}>
            <CountrySelect
              countries={countries}
              chosen={nationality}
              choose={t`Chọn nước`}
              onChoose={(code) => onNationality(code)}
            />
          </Field>
          <Say state="exempt" title={t`Không thuộc diện đối sánh`}>
            <Trans>
              Người nước ngoài không đối sánh với CSDL dân cư; cơ sở chịu trách nhiệm thông tin hộ
              chiếu.
            </Trans>
          </Say>
        </>
      )}
      <FieldGroup label={<span id={kindId}>{t`Loại giấy tờ`}</span>}>
        <Choices
          name="numberKind"
          labelledBy={kindId}
          choices={[
            ...(isForeigner ? [] : citizen),
            { value: 'passport', title: t`Hộ chiếu`, note: t`Chữ và số` },
            { value: 'none', title: t`Không có số`, note: t`Trẻ nhỏ, chưa được cấp` },
          ]}
          input={register('numberKind')}
        />
      </FieldGroup>
      {numberKind !== 'none' && (
        <div className="two">
          <Field
            label={numberKind === 'passport' ? t`Số hộ chiếu` : t`Số giấy tờ`}
            aside={asideOf('number')}
            bad={words.number(problems)}
            care={care('number')}
          >
            <TextInput
              kind={numberKind === 'passport' ? 'text' : 'digits'}
              maxLength={30}
              {...register('number')}
            />
          </Field>
          {numberKind === 'personal-id' && (
            <Field label={t`Số CMND cũ`} aside={asideOf('oldNumber') ?? t`nếu có`}>
              <TextInput kind="digits" maxLength={20} {...register('oldNumber')} />
            </Field>
          )}
        </div>
      )}
      {proposal !== undefined && (
        <div>
          <Button onClick={() => onNumber(proposal)}>
            <Trans>Dùng {proposal}</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function CountrySelect({
  countries,
  chosen,
  choose,
  onChoose,
}: {
  countries: readonly { code: string; name: string }[];
  chosen: string;
  choose: string;
  onChoose: (code: string) => void;
}) {
  return (
    <select
      {...useFieldIds()}
      className="input"
      value={chosen}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {chosen === '' && <option value="">{choose}</option>}
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}

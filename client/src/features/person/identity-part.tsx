import { isDoubtful } from '@khop/shared/partial-date';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatMoment } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { operatorName } from '../../parts/operator-words.ts';
import { OriginLabel } from '../../parts/origin-label.tsx';
import {
  birthWords,
  maskedNumber,
  maskedPhone,
  numberKindWords,
  sexWords,
} from '../../parts/person-words.ts';
import { language } from '../../parts/spoken-language.ts';
import type { PersonView } from '../../tablet.ts';
import { Button, ButtonGroup } from '../../ui/button.tsx';
import { Digits } from '../../ui/digits.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { Part } from '../../ui/part.tsx';
import { grouped } from './grouped.ts';

/** Who this is, each value with the way it came to be; the number shows when it is asked for (UX45). */
export function IdentityPart({ view }: { view: PersonView }) {
  const { t } = useLingui();
  const state = useLive(useTablet().state);
  const [isShown, setShown] = useState(false);
  const { record } = view;
  const { identity, origins, versions } = record;
  const { number, oldNumber, birthDate, nationality } = identity;
  const latest = versions.at(-1);
  const by = latest && operatorName(state, latest.operator);
  const at = latest && formatMoment(latest.at);
  const unknown = (
    <span className="soft">
      <Trans>chưa có</Trans>
    </span>
  );
  const shown = (value: string) =>
    isShown ? <Digits label={value}>{grouped(value)}</Digits> : maskedNumber(value);
  const facts: Fact[] = [
    { label: t`Họ và tên`, value: identity.fullName, origin: labelOf(origins.fullName) },
    {
      label: t`Ngày sinh`,
      value: birthDate === null ? unknown : birthWords(birthDate),
      origin:
        birthDate !== null && isDoubtful(birthDate)
          ? t`01/01: xem lại`
          : labelOf(origins.birthDate),
    },
    { label: t`Giới tính`, value: sexWords(identity.sex) ?? unknown, origin: labelOf(origins.sex) },
    {
      label: number === null ? t`Số giấy tờ` : numberKindWords(number.kind),
      value: number === null ? unknown : shown(number.value),
      origin: labelOf(origins.number),
    },
  ];
  if (oldNumber !== null) {
    facts.push({ label: t`CMND cũ`, value: shown(oldNumber), origin: labelOf(origins.oldNumber) });
  }
  if (nationality !== 'VN') {
    const names = new Intl.DisplayNames(language(), { type: 'region' });
    facts.push({ label: t`Quốc tịch`, value: names.of(nationality) ?? nationality });
  }
  const { phone, address, guardian } = record;
  if (guardian !== null) facts.push({ label: t`Giám hộ`, value: guardian.fullName });
  if (phone !== null)
    facts.push({ label: t`Điện thoại`, value: isShown ? phone : maskedPhone(phone) });
  if (address !== null) facts.push({ label: t`Địa chỉ`, value: address });
  return (
    <Part title={t`Thông tin`} note={by && at && t`bản ${versions.length} · ${by} · ${at}`}>
      <Facts facts={facts} />
      <div className="part-acts">
        <ButtonGroup>
          <ButtonTo to="/person/$id/amend" params={{ id: record.id }}>
            <Trans>Sửa thông tin</Trans>
          </ButtonTo>
          {(number !== null || phone !== null) && (
            <Button look="quiet" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
              {isShown ? <Trans>Che số</Trans> : <Trans>Hiện số</Trans>}
            </Button>
          )}
        </ButtonGroup>
      </div>
    </Part>
  );
}

function labelOf(origin: Parameters<typeof OriginLabel>[0]['origin'] | undefined) {
  return origin && <OriginLabel origin={origin} />;
}

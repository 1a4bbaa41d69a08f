import { dayOf, daysBetween } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDay } from '../app/format.ts';
import { useTablet } from '../deps.tsx';
import type { PersonView } from '../tablet.ts';
import { PersonBand } from '../ui/person-band.tsx';
import { OriginLabel } from './origin-label.tsx';
import {
  ageWords,
  birthWords,
  maskedNumber,
  maskedPhone,
  numberKindWords,
  sexWords,
} from './person-words.ts';
import { doseName } from './vaccine-words.ts';

/** The band of a person (UX14): asked aloud first, then name and birth date. */
export function PersonHeader({ view, ask = true }: { view: PersonView; ask?: boolean }) {
  const { t } = useLingui();
  const today = dayOf(useTablet().now());
  const { identity } = view.record;
  const facts = [ageWords(identity.birthDate, today), sexWords(identity.sex)];
  return (
    <PersonBand
      label={t`Đối tượng tiêm`}
      {...(ask && { ask: t`Hỏi họ tên và ngày sinh trước khi tiêm` })}
      name={identity.fullName}
      birth={birthWords(identity.birthDate)}
      facts={facts.filter((fact) => fact !== null)}
      more={moreOf(view, today)}
    />
  );
}

function moreOf({ record }: PersonView, today: string) {
  const { identity, origins, guardian, doses } = record;
  const more: { label: string; value: React.ReactNode }[] = [];
  if (guardian !== null) {
    const phone = guardian.phone === null ? '' : ` · ${maskedPhone(guardian.phone)}`;
    more.push({
      label: t`Giám hộ`,
      value: (
        <>
          <b>{guardian.fullName}</b>
          {phone}
        </>
      ),
    });
  }
  const { number } = identity;
  const origin = origins.number;
  more.push({
    label: number === null ? t`Số` : numberKindWords(number.kind),
    value:
      number === null ? (
        <Trans>không có</Trans>
      ) : (
        <>
          <span className="nowrap">{maskedNumber(number.value)}</span>{' '}
          {origin && <OriginLabel origin={origin} />}
        </>
      ),
  });
  const last = doses
    .filter((each) => each.voided === null)
    .toSorted((a, b) => (a.dose.injectedAt < b.dose.injectedAt ? -1 : 1))
    .at(-1);
  if (last !== undefined) {
    const on = dayOf(last.dose.injectedAt);
    const day = formatDay(on);
    const days = daysBetween(on, today);
    more.push({
      label: doseName(last.dose.ordinal),
      value: (
        <>
          <b>{day}</b>, {days === 0 ? <Trans>hôm nay</Trans> : <Trans>cách {days} ngày</Trans>}
          {last.dose.point !== null && (
            <>
              <br />
              {last.dose.point}
            </>
          )}
        </>
      ),
    });
  }
  return more;
}

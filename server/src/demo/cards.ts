import { strictKey } from '@khop/shared/name';
import { formatPartialDate } from '@khop/shared/partial-date';
import { addDays, type Day } from '@khop/shared/time';
import type { Citizen } from '../registry/match.ts';
import type { Commune, DemoPerson, SiteRecord } from './demo-person.ts';

/** What a card shows at the counter: each case of the demonstration once. */
export type CardCase =
  | 'match'
  | 'match-2024'
  | 'child'
  | 'year-only'
  | 'apostrophe'
  | 'known-by-old-number'
  | 'site-wrong-name'
  | 'site-wrong-birth'
  | 'site-relative-number'
  | 'site-lost-marks'
  | 'population-wrong-name'
  | 'population-unknown'
  | 'worn'
  | 'pc-covid'
  | 'insurance';

export type DemoCard = {
  case: CardCase;
  /** Vietnamese, for the sheet: what will happen when this card is scanned. */
  caption: string;
  person: DemoPerson;
  layout: 'id-2021' | 'id-2024' | 'pc-covid' | 'insurance';
  payload: string;
  isWorn: boolean;
};

type Wanted = {
  case: CardCase;
  caption: string;
  layout: DemoCard['layout'];
  is(person: DemoPerson, record: SiteRecord | undefined): boolean;
};

const isAdult = ({ birthDate }: DemoPerson) => birthDate.value < '1996';
const isPlain = (person: DemoPerson, record: SiteRecord | undefined) =>
  isAdult(person) &&
  person.citizen?.number != null &&
  person.birthDate.precision === 'day' &&
  record?.flaw === 'none' &&
  record.identity.number?.kind === 'personal-id';
const hasFlaw = (flaw: SiteRecord['flaw']) => (person: DemoPerson, record?: SiteRecord) =>
  isAdult(person) && person.citizen?.number != null && record?.flaw === flaw;

const WANTED: readonly Wanted[] = [
  { case: 'match', caption: 'Khớp cả bốn trường', layout: 'id-2021', is: isPlain },
  {
    case: 'match-2024',
    caption: 'Thẻ căn cước 2024, có trường thêm; khớp',
    layout: 'id-2024',
    is: isPlain,
  },
  {
    case: 'child',
    caption: 'Trẻ em, thẻ 2024; cần người giám hộ',
    layout: 'id-2024',
    is: ({ birthDate, citizen }) => birthDate.value > '2012' && citizen?.number != null,
  },
  {
    case: 'year-only',
    caption: 'Chỉ biết năm sinh; khớp theo năm',
    layout: 'id-2021',
    is: ({ birthDate, citizen }, record) =>
      birthDate.precision === 'year' && citizen?.number != null && record?.flaw === 'none',
  },
  {
    case: 'apostrophe',
    caption: 'Tên dân tộc có dấu nháy; khớp',
    layout: 'id-2021',
    is: (person, record) => isPlain(person, record) && person.fullName.startsWith("H'"),
  },
  {
    case: 'known-by-old-number',
    caption: 'Hồ sơ cũ ghi số CMND; quét thẻ để bổ sung số định danh',
    layout: 'id-2021',
    is: (person, record) =>
      isAdult(person) && record?.flaw === 'none' && record.identity.number?.kind === 'cmnd',
  },
  {
    case: 'site-wrong-name',
    caption: 'Cơ sở ghi sai họ tên; quét thẻ để sửa, đối sánh lại sẽ khớp',
    layout: 'id-2021',
    is: hasFlaw('wrong-name'),
  },
  {
    case: 'site-wrong-birth',
    caption: 'Cơ sở ghi ngược ngày và tháng sinh; quét thẻ để sửa',
    layout: 'id-2021',
    is: hasFlaw('swapped-birth'),
  },
  {
    case: 'site-relative-number',
    caption: 'Cơ sở ghi nhầm số của người nhà; quét thẻ để sửa',
    layout: 'id-2021',
    is: hasFlaw('relative-number'),
  },
  {
    case: 'site-lost-marks',
    caption: 'Cơ sở ghi tên không dấu; quét thẻ để sửa',
    layout: 'id-2021',
    is: hasFlaw('lost-marks'),
  },
  {
    case: 'population-wrong-name',
    caption: 'CSDL dân cư ghi khác tên trên thẻ: sai; sửa họ tên thành',
    layout: 'id-2021',
    is: isPlain,
  },
  {
    case: 'population-unknown',
    caption: 'Không có trong CSDL dân cư của xã: sai',
    layout: 'id-2021',
    is: isPlain,
  },
  { case: 'worn', caption: 'Thẻ mòn, mã khó đọc', layout: 'id-2021', is: isPlain },
  {
    case: 'pc-covid',
    caption: 'Mã PC-Covid: chỉ dùng để tra cứu',
    layout: 'pc-covid',
    is: isPlain,
  },
  {
    case: 'insurance',
    caption: 'Thẻ bảo hiểm y tế: không nhận, xin thẻ căn cước',
    layout: 'insurance',
    is: isPlain,
  },
];

/** The sheet of cards for a commune: one person for each case, nobody twice, always the same. */
export function pickCards(commune: Commune): DemoCard[] {
  const recordOf = new Map(
    commune.records.filter(({ isDuplicate }) => !isDuplicate).map((each) => [each.person, each]),
  );
  const twice = new Set(
    commune.records.filter(({ isDuplicate }) => isDuplicate).map(({ person }) => person),
  );
  const taken = new Set<string>();
  return WANTED.flatMap(({ is, ...wanted }): DemoCard[] => {
    const person = commune.persons.find(
      (each) => !taken.has(each.key) && !twice.has(each.key) && is(each, recordOf.get(each.key)),
    );
    if (person === undefined) return [];
    taken.add(person.key);
    const isWorn = wanted.case === 'worn';
    const caption =
      wanted.case === 'population-wrong-name'
        ? `${wanted.caption} “${otherSpelling(person.fullName)}” sẽ khớp`
        : wanted.caption;
    return [{ ...wanted, caption, person, payload: payloadOf(person, wanted.layout), isWorn }];
  });
}

/**
 * The population list as the commune's police hand it over. Two citizens of the cards are not in it
 * as their cards say, so that a mismatch the site cannot mend can be shown too.
 */
export function populationListOf(commune: Commune, cards: readonly DemoCard[]): Citizen[] {
  const unknown = cards.find((card) => card.case === 'population-unknown')?.person.key;
  const renamed = cards.find((card) => card.case === 'population-wrong-name')?.person.key;
  return commune.persons.flatMap(({ key, citizen }) => {
    if (citizen === null || key === unknown) return [];
    return key === renamed
      ? [{ ...citizen, fullName: otherSpelling(citizen.fullName) }]
      : [citizen];
  });
}

function otherSpelling(fullName: string): string {
  const words = fullName.split(' ');
  const other = words.with(-1, 'Hòe').join(' ');
  return strictKey(other) === strictKey(fullName) ? words.with(-1, 'Hoè Em').join(' ') : other;
}

/** In the great issuing of 2022, or a month after birth. */
export function issuedOn({ birthDate }: DemoPerson): Day {
  const { value, precision } = birthDate;
  return precision === 'day' && value > '2022-06' ? addDays(value, 30) : '2022-06-15';
}

/** What the QR code of this person's card says, in the layouts of DOMAIN section 2. */
export function payloadOf(person: DemoPerson, layout: DemoCard['layout']): string {
  const number = person.citizen?.number ?? '';
  const oldNumber = person.citizen?.oldNumber ?? '';
  const birth = formatPartialDate(person.birthDate).replaceAll('/', '');
  const sex = person.sex === 'male' ? 'Nam' : 'Nữ';
  const issued = formatPartialDate({ value: issuedOn(person), precision: 'day' }).replaceAll(
    '/',
    '',
  );
  const fields = [number, oldNumber, person.fullName, birth, sex, person.address, issued];
  switch (layout) {
    case 'id-2021':
      return fields.join('|');
    case 'id-2024':
      return [...fields, '', 'DU LIEU GIA LAP', 'DU LIEU GIA LAP', ''].join('|');
    case 'pc-covid': {
      const plain = person.fullName.normalize('NFD').replace(/\p{M}/gu, '').replace(/[Đđ]/g, 'D');
      const digit = person.sex === 'male' ? '1' : '0';
      return [number, plain.toUpperCase(), person.birthDate.value, digit, 'DEMO', ''].join('|');
    }
    case 'insurance': {
      const hex = Buffer.from(person.fullName, 'utf8').toString('hex');
      const date = formatPartialDate(person.birthDate);
      return ['DN4666600000000', hex, date, person.sex === 'male' ? '1' : '2', '66-001', ''].join(
        '|',
      );
    }
  }
}

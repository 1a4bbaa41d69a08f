import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from './data/cccd-qr-testvectors.json' with { type: 'json' };
import { type IdCard, readIdCard, readIdCardBytes } from './id-card.ts';

const NAME = 'Nguyễn Thị Hoà Kiểm Thử';
const ADDRESS = 'Số 1 Phố Mẫu, Phường Thử Nghiệm, Quận Ví Dụ, Hà Nội';
const SAMPLE = ['001190000001', '012345678', NAME, '02091990', 'Nữ', ADDRESS, '15062021'];
const CARD: IdCard = {
  number: '001190000001',
  oldNumber: '012345678',
  fullName: NAME,
  birthDate: { value: '1990-09-02', precision: 'day' },
  sex: 'female',
  address: ADDRESS,
  issuedOn: '2021-06-15',
};
const TODAY = '2026-11-21';

/** The sample card with some of its fields replaced, by place. */
function textWith(changes: Record<number, string>, extra: string[] = []): string {
  return [...SAMPLE.map((field, place) => changes[place] ?? field), ...extra].join('|');
}

function read(changes: Record<number, string>, extra: string[] = []) {
  return readIdCard(textWith(changes, extra), TODAY);
}

const OUTCOME_OF: Record<string, [outcome: string, detail: string | null]> = {
  accept: ['accepted', null],
  accept_same_as_qr01: ['accepted', null],
  accept_ignore_extras: ['accepted', null],
  accept_fold_eth: ['accepted', null],
  accept_partial_dob: ['accepted', null],
  repair_then_accept: ['accepted-with-warning', 'text-repaired'],
  accept_unaccented_name: ['accepted-with-warning', 'name-no-marks'],
  reject_field: ['accepted-with-warning', 'birth-date-impossible'],
  reject_rescan: ['refused', 'text-damaged'],
  reject_ask_unmask: ['refused', 'masked'],
  recognise_not_cccd: ['refused', 'health-insurance'],
  recognise_certificate: ['refused', 'certificate'],
  reject: ['refused', 'link'],
  'accept_with_warning qr03': ['accepted-with-warning', 'issued-on-missing'],
  'accept_with_warning qr14': ['accepted-with-warning', 'name-suspect'],
  'accept_with_warning qr17': ['accepted-with-warning', 'id-sex'],
  'reject_or_ask qr04': ['refused', 'old-number-slot-missing'],
  'reject_or_ask qr19': ['accepted-with-warning', 'id-place'],
};

test.each(vectors)('[C2] $id: $description → $expect', ({ id, raw, expect: wanted }) => {
  const reading = readIdCard(raw, TODAY);
  const [outcome, detail] = OUTCOME_OF[wanted] ?? OUTCOME_OF[`${wanted} ${id}`] ?? [];
  expect(reading.outcome).toBe(outcome);
  if (detail === null) expect(reading.warnings).toEqual([]);
  else expect([...reading.warnings, reading.problem]).toContain(detail);
  if (wanted === 'repair_then_accept' || wanted === 'accept_same_as_qr01') {
    expect(reading.card).toEqual(CARD);
  }
});

test('[C2] the reading of a whole card', () => {
  expect(readIdCard(textWith({}))).toEqual({
    outcome: 'accepted',
    card: CARD,
    warnings: [],
    problem: null,
  });
});

test('[C3] what a 2024 card says beyond seven fields is neither read nor kept', () => {
  const reading = read({}, ['', 'Nguyễn Văn Giả', 'Trần Thị Giả', '']);
  expect(reading).toEqual(readIdCard(textWith({}), TODAY));
});

test('[C4] a number is kept as it stands and only warned about', () => {
  expect(read({ 0: '000190000001' })).toMatchObject({ card: CARD_WITH('000190000001') });
  for (const [number, code] of [
    ['000190000001', 'id-place'],
    ['097190000001', 'id-place'],
    ['11190000001', 'id-lost-zero'],
    ['0011900000012', 'id-length'],
    ['012345678', 'id-length'],
    ['001190000001', null],
    ['001 190 000001', null],
  ] as const) {
    const reading = read({ 0: number });
    expect(reading.card?.number).toBe(number.replaceAll(' ', ''));
    expect(reading.warnings).toEqual(code === null ? [] : [code]);
  }
  expect(read({ 0: '' })).toMatchObject({ card: { number: null }, warnings: ['id-missing'] });
  expect(read({ 0: 'OO1190000001' })).toMatchObject({
    card: { number: null, fullName: NAME },
    warnings: ['id-unreadable'],
  });
});

const CARD_WITH = (number: string) => ({ ...CARD, number });

test('[C4] an old number that is no nine digits is warned about', () => {
  expect(read({ 1: '12345678' })).toMatchObject({
    card: { oldNumber: '12345678' },
    warnings: ['old-number-length'],
  });
  expect(read({ 1: 'không' })).toMatchObject({
    card: { oldNumber: null },
    warnings: ['old-number-unreadable'],
  });
});

test('[C5] a missing slot is asked about, never filled from its neighbour', () => {
  const without = (place: number) => SAMPLE.filter((_, at) => at !== place).join('|');
  const onlyNumber = {
    outcome: 'refused',
    problem: 'old-number-slot-missing',
    card: { number: '001190000001', fullName: null, birthDate: null, sex: null, address: null },
  };
  expect(readIdCard(without(1))).toMatchObject(onlyNumber);
  expect(readIdCard(`${without(1)}||Cha|Mẹ`)).toMatchObject(onlyNumber);
  expect(readIdCard(without(1).replace('02091990', '31021990'))).toMatchObject(onlyNumber);
  expect(readIdCard(without(1).replace('02091990', ''))).toMatchObject(onlyNumber);
  expect(readIdCard(without(6))).toMatchObject({
    outcome: 'accepted-with-warning',
    card: { ...CARD, issuedOn: null },
    warnings: ['issued-on-missing'],
  });
  expect(readIdCard(without(5))).toMatchObject({
    outcome: 'accepted-with-warning',
    card: { ...CARD, address: null, issuedOn: null },
  });
  expect(readIdCard(SAMPLE.slice(0, 4).join('|'))).toMatchObject({
    outcome: 'refused',
    problem: 'incomplete',
    card: { number: '001190000001', fullName: null },
  });
});

test.each([
  ['31021990', 'birth-date-impossible'],
  ['29021991', 'birth-date-impossible'],
  ['00000000', 'birth-date-impossible'],
  ['01012300', 'birth-date-impossible'],
  ['1990090', 'birth-date-impossible'],
  ['abc', 'birth-date-impossible'],
  ['', 'birth-date-missing'],
  ['22112026', 'birth-date-future'],
  ['2027', 'birth-date-future'],
])('[C6] birth date %s is refused alone: %s', (date, code) => {
  expect(read({ 3: date })).toEqual({
    outcome: 'accepted-with-warning',
    card: { ...CARD, birthDate: null },
    warnings: [code],
    problem: null,
  });
});

test.each([
  ['29021992', { value: '1992-02-29', precision: 'day' }],
  ['1990', { value: '1990', precision: 'year' }],
  ['00001990', { value: '1990', precision: 'year' }],
  ['19900000', { value: '1990', precision: 'year' }],
  ['00091990', { value: '1990-09', precision: 'month' }],
  ['01011990', { value: '1990-01-01', precision: 'day' }],
])('[C6] birth date %s is read as far as it is known', (date, birthDate) => {
  const reading = read({ 3: date });
  expect(reading.card?.birthDate).toEqual(birthDate);
  expect(reading.warnings).toEqual(date === '29021992' ? ['id-year'] : []);
});

test('[C6] an issue date that cannot be is refused alone', () => {
  expect(read({ 6: '31042021' }).warnings).toEqual(['issued-on-impossible']);
  expect(read({ 6: '2021' }).warnings).toEqual(['issued-on-impossible']);
  expect(read({ 6: '22112026' })).toMatchObject({
    card: { issuedOn: null },
    warnings: ['issued-on-future'],
  });
  expect(readIdCard(textWith({ 6: '22112026' })).card?.issuedOn).toBe('2026-11-22');
  expect(read({ 6: '01092020', 3: '02092020' }).warnings).toContain('birth-after-issue');
});

test.each([
  ['Nữ', 'female', []],
  ['NỮ', 'female', []],
  [' nữ ', 'female', []],
  ['Nữ'.normalize('NFD'), 'female', []],
  ['Nu', 'female', ['sex-no-marks', 'name-suspect']],
  ['NAM', 'male', ['id-sex']],
  ['Khác', null, ['sex-unreadable', 'name-suspect']],
  ['', null, ['sex-missing']],
])('[C6] sex %s is read as %s', (sex, expected, warnings) => {
  const reading = read({ 4: sex });
  expect(reading.card).toEqual({ ...CARD, sex: expected });
  expect(reading.warnings).toEqual(warnings);
});

test('[C7] blanks, NFD, BOM, apostrophes and Eth are put right without a word', () => {
  expect(readIdCard(`\ufeff ${textWith({}).normalize('NFD')} \r\n`)).toMatchObject({
    outcome: 'accepted',
    card: CARD,
  });
  expect(read({ 2: ' H’Ðiêu \u00a0 Niê ' }).card?.fullName).toBe("H'Điêu Niê");
  expect(read({ 2: 'NGUYỄN THỊ HOÀ' }).card?.fullName).toBe('NGUYỄN THỊ HOÀ');
  expect(read({ 2: 'Y' })).toMatchObject({ outcome: 'accepted', card: { fullName: 'Y' } });
});

test('[C7] hidden characters are taken out and told', () => {
  expect(read({ 2: 'Nguyễn \u202eThị\u202c Ho\u200bà Kiểm\u0007 Thử' })).toEqual({
    outcome: 'accepted-with-warning',
    card: CARD,
    warnings: ['hidden-characters'],
    problem: null,
  });
});

test('[C7] a name that is no name is not taken, an odd one is told', () => {
  expect(read({ 2: '' }).warnings).toEqual(['name-missing']);
  expect(read({ 2: '12345' })).toMatchObject({
    card: { fullName: null },
    warnings: ['name-unreadable'],
  });
  expect(read({ 2: 'Ánh '.repeat(60) }).card?.fullName).toBeNull();
  expect(read({ 2: '<b>Ánh</b>' }).warnings).toEqual(['name-symbol']);
});

test('[C9] lost letters make every letter doubtful; the digits still find the person', () => {
  for (const name of ['Nguy\ufffdn', 'Nguyá»n', 'Nguy?n Th?', '\ud800Hoà']) {
    expect(read({ 2: name })).toEqual({
      outcome: 'refused',
      card: { ...CARD, fullName: null, address: null },
      warnings: [],
      problem: 'text-damaged',
    });
  }
  expect(read({ 4: 'N\ufffd' })).toMatchObject({ problem: 'text-damaged', card: { sex: null } });
});

test('[C9] a decoder that guessed Big5 and swallowed a bar leaves the number', () => {
  expect(readIdCard('001190000001|012345678|Nguy廙n Th廙 Ho02091990|N廙|S廙1|15062021')).toEqual({
    outcome: 'refused',
    card: {
      ...Object.fromEntries(Object.keys(CARD).map((key) => [key, null])),
      number: CARD.number,
    },
    warnings: [],
    problem: 'text-damaged',
  });
});

test('[C10] dropped bytes leave numbers and dates, no name', () => {
  const dropped = textWith({}).replace(/[^ -~]/g, '');
  expect(readIdCard(dropped)).toEqual({
    outcome: 'accepted-with-warning',
    card: { ...CARD, fullName: null, address: null },
    warnings: ['name-unconfirmed', 'address-unconfirmed', 'sex-no-marks', 'name-suspect'],
    problem: null,
  });
});

test('[C10] letters dropped from a part of the record drop the name as well', () => {
  for (const text of [
    textWith({}).replace(/[^\0-\u00ff]/g, ''),
    textWith({ 4: 'N' }),
    textWith({ 2: 'Nguyễn Th Hoà' }),
    textWith({ 5: 'Phng Thử Nghiệm' }),
  ]) {
    expect(readIdCard(text)).toMatchObject({
      outcome: 'accepted-with-warning',
      card: { number: '001190000001', fullName: null, address: null, sex: 'female' },
    });
  }
  expect(read({ 2: "K' Brếu", 5: 'TP HCM, KDC 5, Q. 3, Hà Nội' }).warnings).toEqual([]);
});

test('[C10] letters of another language are told', () => {
  expect(read({ 2: 'NiĂŞ' }).warnings).toContain('name-suspect');
  expect(read({ 2: 'Ƀuôn Čư Ŏ' }).warnings).toEqual([]);
});

test('[C10] a card without a single mark is taken with a warning', () => {
  expect(read({ 2: 'Nguyen Van An', 4: 'Nam', 5: 'So 1 Pho Mau, TP Ha Noi' }).warnings).toEqual([
    'name-no-marks',
    'id-sex',
  ]);
  expect(read({ 2: 'Y Bih Nie' }).warnings).toEqual([]);
});

test('[C11] a PC-Covid code is a look-up key', () => {
  const text = '001190000001|NGUYEN THI HOA KIEM THU|1990-09-02|0|QIDMAU123|';
  expect(readIdCard(text)).toMatchObject({
    outcome: 'accepted-with-warning',
    card: { number: '001190000001', sex: 'female', address: null, issuedOn: null },
    warnings: ['lookup-only', 'name-no-marks'],
  });
  expect(readIdCard(text.replace('001190000001', '012345678')).card).toMatchObject({
    number: null,
    oldNumber: '012345678',
  });
  expect(readIdCard(text.replace('001190000001', 'C1234567')).card?.number).toBe('C1234567');
  expect(readIdCard(text.replace('THI HOA', '*** ***'))).toMatchObject({ problem: 'masked' });
  expect(readIdCard(textWith({ 0: '******000001' }))).toMatchObject({ problem: 'masked' });
});

test.each([
  ['', 'empty'],
  [' \ufeff\r\n\u200b', 'empty'],
  ['HC1:NCF', 'certificate'],
  ['shc:/5676290952432060346029243740446031222959', 'certificate'],
  ['https://example.invalid/x', 'link'],
  ['WWW.example.invalid', 'link'],
  ['vneid:abc', 'vneid'],
  ['00020101021138570010A00000072701270006970422', 'payment'],
  ['001190000001', 'number-only'],
  [
    '4797900001|4e677579e1bb856e|02/09/1990|2|48c3a0|79 - 001|01/01/2021|31/12/2021|',
    'health-insurance',
  ],
  ['001190000001|4e677579e1bb856e|02/09/1990|2|48c3a0', 'health-insurance'],
  ['Xin chào', 'not-an-id-card'],
  ['a|b|c|d|e|f|g', 'not-an-id-card'],
  ['001190000001|a|b|c|d|e|f|g', 'not-an-id-card'],
  [`${SAMPLE.join('|')}\r\n${SAMPLE.join('|')}`, 'several-codes'],
  ['x'.repeat(5000), 'too-long'],
  [textWith({ 5: 'ộ'.repeat(1400) }), 'too-long'],
])('[C12] %s is refused as %s', (text, problem) => {
  expect(readIdCard(text)).toMatchObject({ outcome: 'refused', problem, warnings: [] });
});

test('[C13] bytes are read as strict UTF-8; other bytes leave the digits', () => {
  const bytes = new TextEncoder().encode(textWith({}));
  expect(readIdCardBytes(bytes)).toEqual(readIdCard(textWith({})));
  const legacy = Uint8Array.from(textWith({ 2: 'Ho\u00e0', 4: 'Nam', 5: '' }), (c) =>
    c.charCodeAt(0),
  );
  expect(readIdCardBytes(legacy)).toMatchObject({
    outcome: 'refused',
    problem: 'text-damaged',
    card: { number: '001190000001', fullName: null },
  });
  expect(readIdCardBytes(new Uint8Array(4097))).toMatchObject({ problem: 'too-long' });
});

const fragment = fc.oneof(
  fc.constantFrom(...SAMPLE, '', '|', '*', 'Nu', 'N', '1990', '0|1990-09-02|0', '\ufeff', '\ufffd'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
const cardLike = fc.array(fragment, { maxLength: 9 }).map((fields) => fields.join('|'));

test('[C14] every text has exactly one reading of the promised shape', () => {
  fc.assert(
    fc.property(fc.oneof(cardLike, fc.string({ unit: 'binary' })), (text) => {
      const { outcome, card, warnings, problem } = readIdCard(text, TODAY);
      expect(outcome === 'refused').toBe(problem !== null);
      expect(outcome === 'accepted').toBe(problem === null && warnings.length === 0);
      if (outcome !== 'refused') expect(Object.keys(card ?? {})).toEqual(Object.keys(CARD));
      if (outcome === 'refused')
        expect([card?.fullName ?? null, card?.address ?? null]).toEqual([null, null]);
      for (const field of [card?.fullName, card?.address]) {
        if (field) expect(field).toBe(field.normalize('NFC').trim());
      }
      expect(new Set(warnings).size).toBe(warnings.length);
    }),
    { numRuns: 3000 },
  );
});

const truthFile = new URL('../../../shared/data/qr/truth.json', import.meta.url);

test.skipIf(!existsSync(truthFile))(
  '[C4] every synthetic card is read whole, with a warning for its unassigned place',
  () => {
    const truth: { payload: string }[] = JSON.parse(readFileSync(truthFile, 'utf8'));
    expect(truth).toHaveLength(318);
    for (const { payload } of truth) {
      const { outcome, card, warnings } = readIdCard(payload, TODAY);
      expect(outcome).toBe('accepted-with-warning');
      expect(warnings.filter((code) => !code.startsWith('id-'))).toEqual([]);
      expect(warnings).toContain('id-place');
      const [number, oldNumber = '', name, birth = '', sex, address] = payload
        .normalize('NFC')
        .split('|');
      expect(card).toMatchObject({
        number,
        oldNumber: oldNumber === '' ? null : oldNumber,
        fullName: name,
        birthDate: { value: `${birth.slice(4)}-${birth.slice(2, 4)}-${birth.slice(0, 2)}` },
        sex: sex === 'Nam' ? 'male' : 'female',
        address,
      });
    }
  },
);

test('[C14] every bytes have a reading', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(readIdCardBytes(bytes).outcome).toBeTypeOf('string');
    }),
  );
});

test('[C14] NFC and NFD read the same', () => {
  fc.assert(
    fc.property(cardLike, (text) => {
      const whole = text.toWellFormed();
      expect(readIdCard(whole.normalize('NFD'))).toEqual(readIdCard(whole.normalize('NFC')));
    }),
    { numRuns: 1000 },
  );
});

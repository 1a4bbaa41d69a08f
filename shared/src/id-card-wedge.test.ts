import { expect, test } from 'vitest';
import { readIdCard } from './id-card.ts';
import {
  addKey,
  judgeWedge,
  type KeyStroke,
  readWedgeScan,
  WEDGE_TEST_TEXT,
  type WedgeScan,
} from './id-card-wedge.ts';

const TEXT = '001190000001|012345678|Nguyễn Thị Hoà|02091990|Nữ|Số 1 Phố Mẫu, Hà Nội|15062021';
const asScan = (typed: string, byCode = ''): WedgeScan => ({ typed, byCode });
const SHIFTED: Record<string, string> = { '|': 'Backslash', ',': 'Comma', ' ': 'Space' };

function strokesOf(text: string, gapMs: number, ime = false): KeyStroke[] {
  return [...text, 'Enter'].map((sign, index) => {
    const isDigit = /^\d$/.test(sign);
    const isLetter = /^[A-Za-z]$/.test(sign);
    const code = isDigit
      ? `Digit${sign}`
      : isLetter
        ? `Key${sign.toUpperCase()}`
        : (SHIFTED[sign] ?? 'Unidentified');
    const shift = sign === '|' || (isLetter && sign === sign.toUpperCase());
    const key = ime && sign !== 'Enter' ? 'Process' : sign;
    return { key, code, shift, alt: false, atMs: index * gapMs };
  });
}

function scanOf(strokes: KeyStroke[]): WedgeScan | null {
  let keys: KeyStroke[] = [];
  for (const stroke of strokes) {
    const next = addKey(keys, stroke);
    if (next.scan !== null) return next.scan;
    keys = next.keys;
  }
  return null;
}

test('[K1] a fast burst ending in Enter is a scan', () => {
  expect(scanOf(strokesOf(TEXT, 5))?.typed).toBe(TEXT);
  expect(scanOf(strokesOf('0123456', 49))?.byCode).toBe('0123456');
});

test('[K1] a person typing is no scan, nor is a short burst', () => {
  expect(scanOf(strokesOf(TEXT, 50))).toBeNull();
  expect(scanOf(strokesOf('12345', 5))).toBeNull();
  const [first, ...rest] = strokesOf('0123456', 5);
  if (first === undefined) throw new Error('no key');
  const late = rest.map((stroke) => ({ ...stroke, atMs: stroke.atMs + 100 }));
  expect(scanOf([first, ...late])?.typed).toBe('123456');
});

test('[K1] keys without a sign do not break the burst', () => {
  const strokes = strokesOf('012|456', 5).flatMap((stroke) => [
    { ...stroke, key: 'Shift', code: 'ShiftLeft' },
    stroke,
  ]);
  expect(scanOf(strokes)).toEqual({ typed: '012|456', byCode: '012|456' });
});

test('[K2] an input method that swallows keys leaves the keys themselves', () => {
  const ascii = TEXT.replace(/[^ -~]/g, '');
  const scan = scanOf(strokesOf(ascii, 5, true));
  expect(scan).toEqual({ typed: '', byCode: ascii });
  expect(scan && readWedgeScan(scan)).toMatchObject({
    outcome: 'accepted-with-warning',
    card: {
      number: '001190000001',
      birthDate: { value: '1990-09-02' },
      fullName: null,
      address: null,
    },
  });
});

test('[K2] digits spelled with Alt are no digits of the code', () => {
  const alt = (digit: string, atMs: number) => ({
    key: digit,
    code: `Numpad${digit}`,
    shift: false,
    alt: true,
    atMs,
  });
  const strokes = [...strokesOf('012345', 5).slice(0, -1), alt('1', 30), alt('9', 35)];
  const end = { key: 'Enter', code: 'Enter', shift: false, alt: false, atMs: 40 };
  expect(scanOf([...strokes, end])?.byCode).toBe('012345');
});

test('[K3] a whole name is taken to be compared with the card', () => {
  const { card } = readIdCard(TEXT);
  expect(readWedgeScan(asScan(TEXT))).toEqual({
    outcome: 'accepted-with-warning',
    card,
    warnings: ['name-unconfirmed'],
    problem: null,
  });
  expect(readWedgeScan(asScan(`]Q1${TEXT}`)).card).toEqual(card);
});

test('[K3] OEM and windows-1252 damage that lost nothing is repaired', () => {
  const western = new TextDecoder('windows-1252').decode(new TextEncoder().encode(TEXT));
  expect(readWedgeScan(asScan(western))).toMatchObject({
    card: { fullName: 'Nguyễn Thị Hoà' },
    warnings: ['text-repaired', 'name-unconfirmed'],
  });
  const oem = TEXT.replace('Nguyễn', 'Nguyß╗àn')
    .replace('Thị', 'Thß╗ï')
    .replace('Hoà', 'Ho├á')
    .replace('Nữ', 'Nß╗»')
    .replace('Số', 'Sß╗æ')
    .replace('Phố', 'Phß╗æ')
    .replace('Mẫu', 'Mß║½u')
    .replace('Hà Nội', 'H├á Nß╗Öi');
  expect(readWedgeScan(asScan(oem)).card).toEqual(readIdCard(TEXT).card);
});

test('[K3] what was lost is not filled in, the numbers are', () => {
  const damaged = TEXT.replace(/[^ -~]/g, '');
  for (const text of [damaged, TEXT.replace('ễ', 'á»'), TEXT.replace(/[^ -~]/g, '?')]) {
    const { outcome, card, warnings } = readWedgeScan(asScan(text));
    expect(outcome).toBe('accepted-with-warning');
    expect(card).toMatchObject({
      number: '001190000001',
      oldNumber: '012345678',
      fullName: null,
      address: null,
      birthDate: { value: '1990-09-02' },
      issuedOn: '2021-06-15',
    });
    expect(warnings).toEqual(expect.arrayContaining(['name-unconfirmed', 'address-unconfirmed']));
  }
});

test('[K3] another code typed by the scanner is named as such', () => {
  expect(
    readWedgeScan(asScan('https://example.invalid/x', 'https://example.invalid/x')),
  ).toMatchObject({ outcome: 'refused', problem: 'link' });
});

test('[K4] the test code names the damage', () => {
  const ascii = WEDGE_TEST_TEXT.replace(/[^ -~]/g, '');
  const western = new TextDecoder('windows-1252').decode(new TextEncoder().encode(WEDGE_TEST_TEXT));
  expect(judgeWedge(asScan(WEDGE_TEST_TEXT))).toBe('none');
  expect(judgeWedge(asScan(WEDGE_TEST_TEXT.normalize('NFD')))).toBe('none');
  expect(judgeWedge(asScan(western))).toBe('code-page');
  expect(judgeWedge(asScan(ascii, ascii))).toBe('bytes-dropped');
  expect(judgeWedge(asScan(ascii.replace('aa ee oo dd', 'â ê ô đ'), ascii))).toBe('input-method');
  expect(judgeWedge(asScan('KHOPNguyen'))).toBe('bars-lost');
  expect(judgeWedge(asScan('KHOP|???'))).toBe('unknown');
});

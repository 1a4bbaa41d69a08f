import { accept, type CardReading, emptyCard } from './card-reading.ts';
import { readIdCard } from './id-card.ts';
import { repairMojibake } from './mojibake.ts';
import type { Day } from './time.ts';

/** One `keydown`: what the layout and the input method made of it, and which key it was. */
export type KeyStroke = { key: string; code: string; shift: boolean; alt: boolean; atMs: number };

/** A burst of keys no hand could type. `byCode`: the same keys on a US layout, as scanners press them. */
export type WedgeScan = { typed: string; byCode: string };

const LONGEST_GAP_MS = 50;
const SHORTEST_SCAN = 6;

/**
 * [K1] Less than 50 ms between keys and an Enter or Tab at the end: a scan, not a person. Give every
 * key and keep `keys` for the next call; anything slower starts anew.
 */
export function addKey(
  keys: readonly KeyStroke[],
  stroke: KeyStroke,
): { keys: KeyStroke[]; scan: WedgeScan | null } {
  const last = keys.at(-1);
  const isFast = last !== undefined && stroke.atMs - last.atMs < LONGEST_GAP_MS;
  const burst = isFast ? keys : [];
  if (stroke.key !== 'Enter' && stroke.key !== 'Tab') {
    return { keys: [...burst, stroke].slice(-MOST_KEYS), scan: null };
  }
  const scan = {
    typed: burst.map((each) => (isOneSign(each.key) ? each.key : '')).join(''),
    byCode: burst.map(signByCode).join(''),
  };
  const isScan = Math.max(scan.typed.length, scan.byCode.length) >= SHORTEST_SCAN;
  return { keys: [], scan: isScan ? scan : null };
}

const MOST_KEYS = 8192;

function isOneSign(key: string): boolean {
  return [...key].length === 1;
}

const US_LAYOUT: Record<string, string> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

function signByCode({ code, shift, alt }: KeyStroke): string {
  // Alt and the number pad spell a byte in decimal; its digits are not digits of the code.
  if (alt) return '';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit;
  return US_LAYOUT[code]?.charAt(shift ? 1 : 0) ?? '';
}

/**
 * [K2] What a hand scanner typed. [K3] Its name is never taken as certain: a name that arrived whole
 * is to be compared with the card, a damaged one is not filled in at all.
 */
export function readWedgeScan(scan: WedgeScan, today: Day | null = null): CardReading {
  const typed = readIdCard(withoutSymbology(scan.typed), today);
  if (typed.outcome !== 'refused' && typed.card !== null) {
    return accept(typed.card, [...typed.warnings, 'name-unconfirmed']);
  }
  if (typed.problem === 'text-damaged' && typed.card !== null) return digitsOnly(typed);
  // An input method or a Vietnamese layout may have eaten digits and bars; the keys themselves stand.
  const byCode = readIdCard(withoutSymbology(scan.byCode), today);
  return byCode.card !== null && byCode.card.birthDate !== null ? digitsOnly(byCode) : typed;
}

/** [K3] Numbers and dates survive every known damage: look the person up by them. */
function digitsOnly(reading: CardReading): CardReading {
  const card = { ...emptyCard, ...reading.card, fullName: null, address: null };
  const others = reading.warnings.filter((code) => !/^(name|address)-/.test(code));
  return accept(card, [...others, 'name-unconfirmed', 'address-unconfirmed']);
}

/** Some scanners announce the symbology first: `]Q1` is a QR code. */
function withoutSymbology(text: string): string {
  return text.replace(/^\][A-Za-z]\d/, '');
}

/** The text of the set-up page's test code: every kind of letter, a bar, digits that Telex and VNI eat. */
export const WEDGE_TEST_TEXT = 'KHOP|Nguyễn Thị Hoà Đặng|aa ee oo dd|Nữ|0123456789';

export type WedgeDamage =
  | 'none'
  | 'code-page'
  | 'bytes-dropped'
  | 'input-method'
  | 'bars-lost'
  | 'unknown';

/** [K4] Names the damage a scanner does to the test code, so that the page can name the setting. */
export function judgeWedge(scan: WedgeScan, sent: string = WEDGE_TEST_TEXT): WedgeDamage {
  const typed = withoutSymbology(scan.typed).normalize('NFC');
  const asciiOf = (text: string) => text.replace(/[^ -~]/g, '');
  if (typed === sent) return 'none';
  if (repairMojibake(typed) === sent) return 'code-page';
  if (typed === asciiOf(sent)) return 'bytes-dropped';
  if (asciiOf(withoutSymbology(scan.byCode)) === asciiOf(sent)) return 'input-method';
  return typed.includes('|') ? 'unknown' : 'bars-lost';
}

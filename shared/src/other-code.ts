import { readUtf8 } from './mojibake.ts';

/**
 * A code that is read well but is no ID card. Each is named, so that the screen can ask for the card
 * instead of saying "cannot read" [C12].
 */
export type OtherCode =
  | 'certificate'
  | 'health-insurance'
  | 'vneid'
  | 'payment'
  | 'link'
  | 'number-only';

export function recogniseOtherCode(text: string): OtherCode | null {
  // EU and WHO health certificates; SMART Health Cards.
  if (/^(HC\d:|shc:\/)/i.test(text)) return 'certificate';
  if (/vneid/i.test(text)) return 'vneid';
  if (/^([a-z][a-z0-9+.-]*:\/\/|www\.|(mailto|tel|sms|wifi):)/i.test(text)) return 'link';
  // EMV merchant-presented code: payload format indicator 01, point of initiation method.
  if (/^0002010102(11|12)/.test(text)) return 'payment';
  if (/^\d{9}$|^\d{12}$/.test(text)) return 'number-only';
  return isHealthInsurance(text.split('|')) ? 'health-insurance' : null;
}

/** BHYT: the code of the card (`GD479…` or ten digits), then the name in hexadecimal UTF-8. */
function isHealthInsurance(fields: string[]): boolean {
  const [code = '', name = '', birth = ''] = fields;
  if (fields.length < 4) return false;
  if (/^[A-Z]{2}\d{13}$/.test(code)) return true;
  return isHexText(name) && (/^\d{10}$/.test(code) || birth.includes('/'));
}

function isHexText(field: string): boolean {
  if (!/^([0-9a-f]{2}){2,}$/i.test(field)) return false;
  const bytes = Uint8Array.from(field.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const text = readUtf8(bytes);
  return text !== null && /^[\p{L}\p{M} '.-]+$/u.test(text);
}

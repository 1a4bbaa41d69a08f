/**
 * Text whose UTF-8 bytes were shown in a wrong code page. Reversible where every byte survived: the
 * bytes are rebuilt and read again as strict UTF-8. Nothing is ever guessed [C8].
 */

// 0x80–0x9F of windows-1252; a dot stands for the five bytes it leaves as C1 controls.
const WINDOWS_1252 = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';

// 0x80–0xFF of the two OEM code pages keyboard-wedge scanners type in.
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const LATIN_1 = Array.from({ length: 128 }, (_, i) => String.fromCharCode(0x80 + i));
// ISO 8859-15 is Latin-1 but for these eight places.
const LATIN_9: Record<string, string> = {
  '¤': '€',
  '¦': 'Š',
  '¨': 'š',
  '´': 'Ž',
  '¸': 'ž',
  '¼': 'Œ',
  '½': 'œ',
  '¾': 'Ÿ',
};

/** The byte each sign above ASCII stands for. */
type CodePage = ReadonlyMap<string, number>;

const codePages: readonly CodePage[] = [
  LATIN_1,
  LATIN_1.map((sign, i) => [...WINDOWS_1252][i]?.replace('.', sign) ?? sign),
  LATIN_1.map((sign) => LATIN_9[sign] ?? sign),
  [...CP437],
  [...CP850],
].map((signs) => new Map(signs.map((sign, i) => [sign, 0x80 + i])));

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function bytesIn(codePage: CodePage, text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(text.length);
  let at = 0;
  for (const sign of text) {
    const byte = sign < '\u0080' ? sign.charCodeAt(0) : codePage.get(sign);
    if (byte === undefined) return null;
    bytes[at++] = byte;
  }
  return bytes.subarray(0, at);
}

/** Strict UTF-8, or null. A leading BOM is dropped. */
export function readUtf8(bytes: Uint8Array<ArrayBuffer>): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

// Vietnamese, and the letters of the Ê Đê, Gia Rai, Ba Na and their neighbours, NFC and NFD.
const LETTERS = new Set(
  'ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưČčĔĕĬĭŎŏŬŭÑñƀɃÐð\u0300\u0301\u0302\u0303\u0306\u0309\u030c\u031b\u0323',
);
const PUNCTUATION = /^[\u00a0\u00ad\u00b4\u2010-\u2015\u2018\u2019\u201c\u201d\u2026\ufeff]$/;

function isVietnamese(text: string): boolean {
  for (const sign of text) {
    const isTiengViet = sign >= '\u1ea0' && sign <= '\u1ef9';
    if (sign < '\u0080' || isTiengViet || LETTERS.has(sign) || PUNCTUATION.test(sign)) continue;
    return false;
  }
  return true;
}

/** Whether a letter or mark stands in it that no language of Viet Nam writes. */
export function hasForeignLetter(text: string): boolean {
  return (text.match(/(?![ªº])[\p{L}\p{M}]/gu) ?? []).some((letter) => !isVietnamese(letter));
}

/**
 * The text as it was written, or null when it is not reversible mojibake. Accepted only when the
 * whole text is Vietnamese afterwards and all code pages that fit agree.
 */
export function repairMojibake(text: string): string | null {
  const repaired = new Set<string>();
  for (const codePage of codePages) {
    const bytes = bytesIn(codePage, text);
    const read = bytes === null ? null : readUtf8(bytes);
    if (read !== null && read !== text && isVietnamese(read)) repaired.add(read);
  }
  const [only] = repaired;
  return repaired.size === 1 && only !== undefined ? only : null;
}

const LOST = new RegExp(
  [
    // Replacement characters; a question mark in a word, where a code page had no such letter.
    '\ufffd|\\p{L}\\?|\\?\\p{Ll}',
    // Signs that stand in no Vietnamese name or address: C1 controls, box drawing, ¤ √ ∫ ™ and so on.
    '(?![\\p{L}\\p{M}\\s\u00b0\u00b2-\u00b4\u00ba\u00bd\u2010-\u2015\u2018-\u201d\u2026\u2032\u2116])[^ -~]',
    // Letters of another script: a guess at Big5, Shift-JIS, GBK, or Greek from an OEM page.
    '(?!\\p{Script=Latin})[\\p{Lu}\\p{Ll}\\p{Lo}]',
    // The first byte of a Vietnamese letter before a sign that is none: á» áº Æ° Ä‘ Ã³ Ì€ ß╗.
    'á[º»]|[ÄÅÆ][\u00a1-\u00bf\u02c6\u02dc\u0152-\u0192\u2013-\u203a€™]|[ÃÌ][\u00a1-\u00bfŠšŒœŽžŸƒˆ˜‰‹›†‡•€™]',
    // A capital in the middle of small letters: the second byte of "à" was taken for a space.
    '\\p{Ll}[ÃÆÄÅ](?!\\p{Ll})',
  ].join('|'),
  'u',
);

/** [C9] Whether letters were lost beyond repair: such a text gives no name and no address. */
export function isGarbled(text: string): boolean {
  return LOST.test(text.normalize('NFC'));
}

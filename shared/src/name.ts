/**
 * Four keys of one Vietnamese name: display (as on the card), strict (equality), folded (search and
 * the registry's query), sort (by given name). One `fullName`; it is split only for the certificate.
 */

const APOSTROPHES = /[\u2018\u2019\u201b\u02b9\u02bb\u02bc\u00b4\u0060\u2032\uff07]/g;
// Eth and African D look like Đ and are stored instead of it by older keyboards and databases.
const LOOKS_LIKE_D_STROKE = /[\u00d0\u0189]/g;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const SYLLABLE = /[\p{L}\p{M}]+/gu;

// Letters that Unicode composes in one way only, single spaces between them. Nearly every name here,
// and each is cleaned whenever it is compared.
const IS_CLEAN = /^[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]+(?: [A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]+)*$/;

/**
 * [N1] As on the card: NFC, one kind of apostrophe, single spaces, no invisible characters. Case and
 * the place of a tone mark stay as they were written.
 */
export function displayName(text: string): string {
  if (IS_CLEAN.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .replace(APOSTROPHES, "'")
    .trim();
}

/**
 * [N3] Equality: upper case, one Đ, and within each syllable the tone mark after everything else, so
 * that hoà = hòa and thuý = thúy while hoàn stays what it is. The result is NFD and only compared.
 */
export function strictKey(text: string): string {
  // Upper-casing may itself make an apostrophe (ŉ), hence the second cleaning.
  return displayName(displayName(text).toUpperCase())
    .replace(LOOKS_LIKE_D_STROKE, 'Đ')
    .normalize('NFD')
    .replace(SYLLABLE, (syllable) => syllable.replace(TONES, '') + tonesOf(syllable))
    .normalize('NFD');
}

function tonesOf(syllable: string): string {
  return (syllable.match(TONES) ?? []).join('');
}

// Letters without a decomposition. Đ and Ƀ (Bru, Ê Đê, Gia Rai) are ours; the rest are in passports.
const PLAIN: Record<string, string> = {
  Đ: 'D',
  Ƀ: 'B',
  Ø: 'O',
  Ł: 'L',
  Ħ: 'H',
  Æ: 'AE',
  Œ: 'OE',
  Þ: 'TH',
};

/** [N4] Search and query: the strict key without marks, A–Z and 0–9 only. */
export function foldedKey(text: string): string {
  return fold(strictKey(text));
}

/** [N4] The folded words of a name, in order: any word finds it. */
export function foldedWords(text: string): string[] {
  return strictKey(text)
    .split(' ')
    .map(fold)
    .filter((word) => word !== '');
}

function fold(strict: string): string {
  return strict.replace(/[ĐɃØŁĦÆŒÞ]/g, (letter) => PLAIN[letter] ?? '').replace(/[^A-Z0-9]/g, '');
}

/**
 * [N5] `strict`: the same name. `folded`: the same but for marks and spaces. Names that fold to
 * nothing (another script) are the same only when they are strictly so.
 */
export function compareNameKeys(a: string, b: string): { strict: boolean; folded: boolean } {
  if (strictKey(a) === strictKey(b)) return { strict: true, folded: true };
  const folded = foldedKey(a);
  return { strict: false, folded: folded !== '' && folded === foldedKey(b) };
}

/**
 * [N6] The certificate's split, which a clerk sees and may change: the first word is the family name,
 * the rest the given name. A one-word name has no given name.
 */
export function familyAndGiven(text: string): { family: string; given: string } {
  const name = displayName(text);
  const space = name.indexOf(' ');
  return space < 0
    ? { family: name, given: '' }
    : { family: name.slice(0, space), given: name.slice(space + 1) };
}

const MARK = /\p{M}/u;

/** Whether a name bears any mark of Vietnamese or of a minority language at all. */
export function hasMarks(text: string): boolean {
  const strict = strictKey(text);
  return MARK.test(strict) || /[ĐɃ]/.test(strict);
}

export type NameSuspicion = 'name-no-marks' | 'name-short' | 'name-symbol';

/**
 * [N8] What may be wrong with a name; hints only, every one of these names exists. `name-short`: one
 * word, or a word that is an abbreviation (no vowel, a full stop). `name-symbol`: a digit, an apostrophe or another sign.
 */
export function nameSuspicions(text: string): NameSuspicion[] {
  const name = displayName(text);
  const suspicions: NameSuspicion[] = [];
  if (/[^\p{L}\p{M} ]/u.test(name)) suspicions.push('name-symbol');
  const isShortened = (word: string) => word.endsWith('.') || /^[^AEIOUY]+$/.test(foldedKey(word));
  if (!name.includes(' ') || name.split(' ').some(isShortened)) suspicions.push('name-short');
  if (!hasMarks(name)) suspicions.push('name-no-marks');
  return suspicions;
}

export function isNameSuspect(text: string): boolean {
  return nameSuspicions(text).length > 0;
}

/** [N7] The given name is the last word; the rest decides between equal given names. */
function givenAndRest(strict: string): [given: string, rest: string] {
  const space = strict.lastIndexOf(' ');
  return space < 0 ? [strict, ''] : [strict.slice(space + 1), strict.slice(0, space)];
}

const collator = new Intl.Collator('vi');

/** [N7] The order of lists: An, Ánh, Ân, Âu, Bình, Dung, Đạt. Case and tone placement do not count. */
export function compareNames(a: string, b: string): number {
  const [givenA, restA] = givenAndRest(strictKey(a));
  const [givenB, restB] = givenAndRest(strictKey(b));
  return collator.compare(givenA, givenB) || collator.compare(restA, restB);
}

// Characters that sort after every letter: Ă follows AZ but comes before Â.
const SECOND = '{';
const THIRD = '|';
const LETTER_RANK: Record<string, string> = {
  'A\u0306': `A${SECOND}`,
  'A\u0302': `A${THIRD}`,
  'E\u0302': `E${SECOND}`,
  'O\u0302': `O${SECOND}`,
  'O\u031b': `O${THIRD}`,
  'U\u031b': `U${SECOND}`,
  Đ: `D${SECOND}`,
  Ƀ: `B${SECOND}`,
};
const TONE_RANK = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

/** What search and lists need of one word of a display name: its [N4] folding, its [N7] rank. */
export type WordKeys = { folded: string; letters: string; tones: string };

/**
 * A list of 50,000 names has a few hundred words. Whoever keys many names asks once for each, since
 * the strict key costs as much as all the rest.
 */
export function wordKeys(word: string): WordKeys {
  const strict = strictKey(word);
  return { folded: fold(strict), letters: lettersOf(strict), tones: toneRanksOf(strict) };
}

/**
 * [N7] The same order as `compareNames` for a store without a Vietnamese collation: plain ASCII,
 * compared byte by byte. Letters decide first, tones second. `words`: those of the display name.
 */
export function sortKey(words: readonly WordKeys[]): string {
  const given = words.slice(-1);
  const rest = words.slice(0, -1);
  return [...ranksOf(given), ...ranksOf(rest)].join(' ');
}

function ranksOf(words: readonly WordKeys[]): string[] {
  return [words.map((word) => word.letters).join(' '), words.map((word) => word.tones).join('')];
}

function lettersOf(strict: string): string {
  return strict
    .replace(TONES, '')
    .replace(/A\u0306|[AEO]\u0302|[OU]\u031b|[ĐɃ]/g, (letter) => LETTER_RANK[letter] ?? letter)
    .replace(/[^ -~]/g, '');
}

function toneRanksOf(strict: string): string {
  return (strict.match(SYLLABLE) ?? [])
    .map((syllable) => TONE_RANK.indexOf(tonesOf(syllable).slice(0, 1)))
    .join('');
}

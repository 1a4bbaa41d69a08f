import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareNameKeys,
  compareNames,
  displayName,
  familyAndGiven,
  foldedKey,
  foldedWords,
  hasMarks,
  isNameSuspect,
  nameSuspicions,
  sortKey,
  strictKey,
  wordKeys,
} from './name.ts';

const SYLLABLES =
  'An Ánh Ân Âu Bình Bích Châu Chí Dung Dũng Đạt Đặng Đức Êm Giang Hà Hạ Hải Hảo Hãn Hoà Hoàn Hoàng Huệ Khánh Lê Lý My Mỵ Ngọc Nguyễn Ninh Oanh Ông Ơn Phúc Quý Quỳnh Tú Tư Thuý Thuỷ Uyên Ước Văn Vân Xuân Yến'.split(
    ' ',
  );
const syllable = fc.constantFrom(...SYLLABLES);
const names = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const sortKeyOf = (name: string) => sortKey(displayName(name).split(' ').map(wordKeys));
const anything = fc.oneof(
  names,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(..."aâăđðơưyhoan \u0300\u0301\u0303\u0309\u0323\u0302\u031b\u0306’'ŉǰßÐƉ"),
    )
    .map((letters) => letters.join('')),
);

test('[N1] display keeps the case and the marks of the card', () => {
  expect(displayName('  Y’ Bih  Kiểm ')).toBe("Y' Bih Kiểm");
  expect(displayName('Nguyễn\u00a0Thị\tHoà'.normalize('NFD'))).toBe('Nguyễn Thị Hoà');
  expect(displayName('NGUYỄN thị')).toBe('NGUYỄN thị');
  expect(displayName('Lê\u200bThị \u202eHoa\u202c')).toBe('LêThị Hoa');
  expect(displayName("H'Hen H`Hen HʼHen H‘Hen H´Hen")).toBe("H'Hen H'Hen H'Hen H'Hen H'Hen");
});

test('[N1] a name that is taken as clean is what cleaning leaves of it', () => {
  const ranges = [
    [0x41, 0x5a],
    [0x61, 0x7a],
    [0xc0, 0x24f],
    [0x1ea0, 0x1ef9],
  ] as const;
  const letters = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
  );
  // With a space behind it, it is cleaned.
  for (const letter of letters) {
    expect(displayName(letter)).toBe(letter);
    expect(displayName(`${letter} `)).toBe(letter);
  }
  const word = fc.array(fc.constantFrom(...letters), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      const name = words.map((each) => each.join('')).join(' ');
      expect(displayName(`${name} `)).toBe(name);
      expect(displayName(name)).toBe(name);
    }),
  );
});

test('[N2] every key is idempotent and blind to NFC and NFD', () => {
  fc.assert(
    fc.property(anything, (text) => {
      for (const key of [displayName, strictKey, foldedKey]) {
        expect(key(key(text))).toBe(key(text));
        const wellFormed = text.toWellFormed();
        expect(key(wellFormed.normalize('NFD'))).toBe(key(wellFormed.normalize('NFC')));
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['hoà', 'hòa'],
  ['thuý', 'thúy'],
  ['Thuỷ', 'THỦY'],
  ['Quý', 'Qúy'],
  ['Hoè', 'Hòe'],
  ['Đặng', 'Ðặng'],
  ['Đặng', 'Ɖặng'],
  ['đặng', 'ðặng'],
  ['Y’ Bih', "y'  bih"],
])('[N3] %s equals %s', (a, b) => {
  expect(compareNameKeys(a, b)).toEqual({ strict: true, folded: true });
});

test.each([
  ['hoàn', 'hoan'],
  ['Hoà', 'Hoá'],
  ['Đặng', 'Dặng'],
  ['Ƀă', 'Bă'],
  ['Čil', 'Cil'],
  ['Hŏa', 'Hoa'],
  ["H'Hen", 'HHen'],
  ['Thị Hoà', 'Thịhoà'],
])('[N3] %s is not %s, though folded they meet', (a, b) => {
  expect(compareNameKeys(a, b)).toEqual({ strict: false, folded: true });
});

test.each([
  ['Lý', 'Lí'],
  ['张伟', '王芳'],
  ['Nguyễn Văn An', 'An Nguyễn Văn'],
  ['', 'An'],
])('[N5] %s and %s share no key', (a, b) => {
  expect(compareNameKeys(a, b)).toEqual({ strict: false, folded: false });
});

test('[N3] the place of a tone mark in its syllable never matters', () => {
  const tone = fc.constantFrom('\u0300', '\u0301', '\u0303', '\u0309', '\u0323');
  const bare = fc.constantFrom('hoa', 'thuy', 'quy', 'khoe', 'ưoi', 'yêu', 'đao', 'hoan');
  fc.assert(
    fc.property(bare, tone, fc.nat(6), fc.nat(6), (letters, mark, i, j) => {
      const put = (at: number) => {
        const place = 1 + (at % letters.length);
        return letters.slice(0, place) + mark + letters.slice(place);
      };
      expect(strictKey(`Lê ${put(i)}`)).toBe(strictKey(`Lê ${put(j)}`));
      expect(strictKey(put(i))).not.toBe(strictKey(letters));
    }),
  );
});

test('[N4] folded is A–Z and 0–9 only', () => {
  expect(foldedKey('Nguyễn Thị Hoà')).toBe('NGUYENTHIHOA');
  expect(foldedKey("H'Ðiêu Niê Ƀuôn Čư M̆ŏ")).toBe('HDIEUNIEBUONCUMO');
  expect(foldedWords("H'Điêu  Niê – Êban")).toEqual(['HDIEU', 'NIE', 'EBAN']);
  fc.assert(
    fc.property(anything, (text) => {
      expect(foldedKey(text)).toMatch(/^[A-Z0-9]*$/);
      expect(foldedWords(text).join('')).toBe(foldedKey(text));
    }),
  );
});

test('[N5] what is strictly equal is equal when folded', () => {
  fc.assert(
    fc.property(anything, anything, (a, b) => {
      for (const other of [b, a.normalize('NFD'), a.toUpperCase(), ` ${a} `]) {
        const compared = compareNameKeys(a, other);
        expect(compareNameKeys(other, a)).toEqual(compared);
        if (compared.strict) expect(foldedKey(a)).toBe(foldedKey(other));
        if (compared.strict) expect(compared.folded).toBe(true);
      }
    }),
  );
});

test('[N6] the certificate takes the first word as the family name', () => {
  expect(familyAndGiven(' Nguyễn  Thị Hoà')).toEqual({ family: 'Nguyễn', given: 'Thị Hoà' });
  expect(familyAndGiven('Y')).toEqual({ family: 'Y', given: '' });
});

test('[N7] lists go by given name', () => {
  const given = ['An', 'Ánh', 'Ân', 'Âu', 'Bình', 'Dung', 'Đạt'];
  const people = given.map((name) => `Nguyễn Văn ${name}`);
  expect([...people].reverse().sort(compareNames)).toEqual(people);
  expect([...people].reverse().sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual(
    people,
  );
  expect(compareNames('Lê Hoà', 'LÊ HÒA')).toBe(0);
  expect(compareNames('Đỗ An', 'Đỗ Văn An')).toBeLessThan(0);
});

test('[N7] the sort key puts names in the order of the Vietnamese collation', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      const [keyA, keyB] = [sortKeyOf(a), sortKeyOf(b)];
      expect(Math.sign(compareNames(a, b))).toBe(keyA === keyB ? 0 : keyA < keyB ? -1 : 1);
    }),
    { numRuns: 5000 },
  );
});

test('[N7] the sort key is plain ASCII', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(sortKeyOf(text)).toMatch(/^[ -~]*$/);
    }),
  );
});

test('[N3] [N4] [N7] the keys of a name are those of its words', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const words = displayName(text).split(' ');
      expect(words.map(strictKey).join(' ')).toBe(strictKey(text));
      const folded = words.map((word) => wordKeys(word).folded);
      expect(folded.filter((word) => word !== '')).toEqual(foldedWords(text));
    }),
    { numRuns: 2000 },
  );
});

test('[N8] unusual names are hinted at, ordinary ones are not', () => {
  expect(nameSuspicions('Nguyễn Thị Hoà')).toEqual([]);
  expect(nameSuspicions('Nguyen Van An')).toEqual(['name-no-marks']);
  expect(nameSuspicions('Đỗ Mai')).toEqual([]);
  expect(nameSuspicions('Hoà')).toEqual(['name-short']);
  expect(nameSuspicions('Ng. Thị Hoà')).toEqual(['name-symbol', 'name-short']);
  expect(nameSuspicions('Nguyễn T Hoà')).toEqual(['name-short']);
  expect(nameSuspicions("Y' Bih Niê")).toEqual(['name-symbol']);
  expect(nameSuspicions('Nguyễn Thị Hoà 2')).toContain('name-symbol');
  expect(isNameSuspect('Y Bih Niê')).toBe(false);
  expect(hasMarks('Ƀuôn')).toBe(true);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGarbled, repairMojibake } from './mojibake.ts';

const latin1 = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
const western = (text: string) =>
  new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
const samples = [
  'Nguyễn Thị Hoà',
  'ĐẶNG THỊ ÁNH TUYẾT',
  'Số 1 Phố Mẫu, Phường Thử Nghiệm',
  'Ƀuôn Čư Ŏ Ĭ',
  'Lê Văn Hà',
];

test.each(samples)('[C8] %s read as Latin-1 or windows-1252 is repaired', (text) => {
  expect(repairMojibake(latin1(text))).toBe(text);
  expect(repairMojibake(western(text))).toBe(text);
  expect(repairMojibake(latin1(text.normalize('NFD')))).toBe(text.normalize('NFD'));
});

test('[C8] where two code pages fit and disagree, nothing is repaired', () => {
  const latin9 = (text: string) =>
    new TextDecoder('iso-8859-15').decode(new TextEncoder().encode(text));
  expect(latin9('Ứng')).toBe(western('Ớng'));
  expect(repairMojibake(latin9('Ứng'))).toBeNull();
  expect(repairMojibake(latin9('Ứng Hoà Bình Thị'))).toBe('Ứng Hoà Bình Thị');
  expect(repairMojibake(western('Ớng Nguyễn'))).toBe('Ớng Nguyễn');
});

test('[C8] the OEM pages a hand scanner types in are repaired', () => {
  expect(repairMojibake('Nguyß╗àn')).toBe('Nguyễn');
  expect(repairMojibake('─Éß║╖ng Thß╗ï ├ünh')).toBe('Đặng Thị Ánh');
  expect(repairMojibake('ãáng')).toBe('Ơng');
  expect(repairMojibake('╞áng')).toBe('Ơng');
  expect(repairMojibake('N╗»')).toBeNull();
});

test('[C8] genuine Vietnamese is left alone', () => {
  // No syllable bears two tones: "ãá" is what an OEM page makes of "Ơ", and nothing that anybody writes.
  const untoned = 'aăâbcdđeêghiklmnoôơpqrstuưvxy';
  const toned = 'àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ';
  const anyOf = (letters: string) => fc.constantFrom(...letters, ...letters.toUpperCase());
  const around = fc.array(anyOf(untoned), { maxLength: 4 });
  const syllable = fc
    .tuple(around, fc.option(anyOf(toned), { nil: '' }), around)
    .map(([before, tone, after]) => [...before, tone, ...after].join(''));
  const word = fc.array(syllable).map((all) => all.join(' '));
  fc.assert(
    fc.property(word, (text) => {
      expect(repairMojibake(text)).toBeNull();
      expect(repairMojibake(text.normalize('NFD'))).toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('[C8] with a byte lost, either nothing is repaired or exactly what arrived is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), (text, at) => {
      const arrived = latin1(text);
      const lost = at % arrived.length;
      const damaged = arrived.slice(0, lost) + arrived.slice(lost + 1);
      const repaired = repairMojibake(damaged);
      if (repaired !== null) expect(latin1(repaired)).toBe(damaged);
      else expect(isGarbled(damaged) || /^[ -~]*$/.test(damaged)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('[C8] a byte that never arrived stops the repair', () => {
  expect(repairMojibake('Nguyá»n')).toBeNull();
  expect(repairMojibake('HoÃ Kiá»ƒm')).toBeNull();
});

test.each([
  'Nguy\ufffdn',
  'Nguyá»n',
  'Phưá»ng',
  'HoÃ Kiểm',
  'Nguyß╗n',
  'Nguy蘯�n',
  'ﾃ悌ﾃ｡i',
  'Ä‘iện',
  'Nguy?n',
  'Tr?n',
  'Æ°Æ¡',
  'Nguyễn Σ',
])('[C9] %s has lost letters', (text) => {
  expect(isGarbled(text)).toBe(true);
});

test.each([
  'Nguyễn Thị Hoà',
  'NGÃ BA',
  "H'Điêu Niê",
  'Y’ Bih',
  'Số 5º, ngõ 3/2',
  'Jäger',
  'Xã “Tân–Hoà”',
])('[C9] %s is whole', (text) => {
  expect(isGarbled(text)).toBe(false);
  expect(isGarbled(text.normalize('NFD'))).toBe(false);
});

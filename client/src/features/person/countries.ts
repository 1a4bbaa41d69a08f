/** Every region the browser can name in this language, by name; `VN` left out: it has a card of its own. */
export function countriesIn(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .filter(({ code, name }) => name !== code && code !== 'VN' && !isGroup(code))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}

/** Codes that name a union, the unknown or a test, no country. */
function isGroup(code: string): boolean {
  return ['EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO'].includes(code);
}

// STACK, section 6. A new licence fails the gate until somebody has read it.
const ALLOWED = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Apache-2.0 WITH LLVM-exception',
  'BlueOak-1.0.0',
  'Zlib',
  'Unlicense',
  'CC0-1.0',
  'PostgreSQL',
  'OFL-1.1',
];

/** Of `A OR B` one must be allowed, of `A AND B` both; what is in brackets is read first. */
export function isAllowedLicence(expression: string): boolean {
  const text = expression.trim();
  const inner = /\(([^()]*)\)/.exec(text);
  if (inner !== null) {
    const verdict = isAllowedLicence(inner[1] ?? '') ? 'MIT' : 'REFUSED';
    return isAllowedLicence(text.replace(inner[0], verdict));
  }
  if (/ OR /.test(text)) return text.split(/ OR /).some(isAllowedLicence);
  if (/ AND /.test(text)) return text.split(/ AND /).every(isAllowedLicence);
  return ALLOWED.includes(text);
}

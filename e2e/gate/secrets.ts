/** What a secret looks like in a file, and what it is called. */
const LOOKS: readonly [string, RegExp][] = [
  ['private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/],
  ['age key', /AGE-SECRET-KEY-1[0-9A-Z]{50}/],
  ['AWS key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})\b/],
  ['GitLab token', /\bglpat-[\w-]{20,}\b/],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b|:_(?:authToken|password)\s*=/],
  ['Slack token', /\bxox[abprs]-[\w-]{10,}/],
  ['Google key', /\bAIza[\w-]{35}\b/],
  ['Stripe key', /\b[rs]k_live_\w{20,}/],
  ['model key', /\bsk-(?:ant-|proj-)?[\w-]{32,}/],
  ['JWT', /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/],
  [
    'password in an address',
    /\b[a-z]+:\/\/[^\s:/@'"`]+:[^\s@/'"`$]{3,}@(?!localhost|127\.)[\w.-]+/,
  ],
  ['token of the office', /\bkh[ds]_[\w-]{43}\b/],
];

/** The kinds of secrets a text holds. */
export function secretsIn(text: string): string[] {
  return LOOKS.filter(([, look]) => look.test(text)).map(([name]) => name);
}

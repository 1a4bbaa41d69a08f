/** `name@version` → integrity, and what a lockfile must not have in it. */
export type Lock = { integrities: Map<string, string>; problems: string[] };

/**
 * Reads the `packages:` part of pnpm-lock.yaml, whose lines pnpm itself writes, always in one form.
 * Each package comes from the registry by its name and is held by a SHA-512: no address of a host,
 * no tarball, no git, no folder.
 */
export function readLock(text: string): Lock {
  const problems: string[] = [];
  const integrities = new Map<string, string>();
  const part = /^packages:\n([\s\S]*?)^snapshots:/m.exec(text)?.[1] ?? '';
  for (const [, quoted = '', plain = '', rest = ''] of part.matchAll(
    /^ {2}(?:'([^']+)'|([^\s':]+)):\n((?: {4}.*\n|\n)*)/gm,
  )) {
    const name = quoted || plain;
    const resolution = /^ {4}resolution: \{(.*)\}$/m.exec(rest)?.[1] ?? '';
    const integrity = /^integrity: (sha512-[A-Za-z0-9+/]{86}==)$/.exec(resolution)?.[1];
    if (integrity === undefined) problems.push(`${name}: ${resolution || 'no resolution'}`);
    else integrities.set(name, integrity);
  }
  const version = /^lockfileVersion: '9\.\d+'$/m.test(text);
  if (!version || integrities.size === 0) problems.push('not a lockfile of version 9');
  for (const [nth, line] of text.split('\n').entries()) {
    const isSaid = /^ {4}deprecated: /.test(line);
    if (!isSaid && /\w+:\/\/|tarball:|git\+|github:|link:\/|\bfile:[./]/.test(line)) {
      problems.push(`line ${nth + 1}: ${line.trim()}`);
    }
  }
  return { integrities, problems };
}

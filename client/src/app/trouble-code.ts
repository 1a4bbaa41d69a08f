/**
 * A code a person can read out: the same bug has the same code on every device. A hash, because
 * an error's message may quote the data it stumbled over. `K-1000` … `K-9999`.
 */
export function troubleCode(error: unknown): string {
  const text = error instanceof Error ? `${error.name}:${error.message}` : String(error);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `K-${1000 + ((hash >>> 0) % 9000)}`;
}

/** The code inside a QR of the office: bare, or the `code` of an address that carries it. */
export function readEnrolCode(text: string): string | null {
  const line = text.trim();
  if (/^[A-Za-z0-9_-]{8,64}$/.test(line)) return line;
  const found = /[?#&]code=([A-Za-z0-9_-]{8,64})(?:[&#]|$)/.exec(line)?.[1];
  return found ?? null;
}

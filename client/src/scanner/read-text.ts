const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of a code's bytes by strict UTF-8, or null. A charset is never guessed (SCANNER.md). */
export function readText(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Whether bytes are UTF-8 text with no control characters but line breaks and tabs. */
export function isPlainText(bytes: Uint8Array): boolean {
  const isControl = bytes.some((b) => (b < 32 && b !== 9 && b !== 10 && b !== 13) || b === 127);
  return !isControl && readText(bytes) !== null;
}

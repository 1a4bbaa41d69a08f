import type { Page } from '@playwright/test';

const SIGN_CODES: Record<string, string> = { '|': 'Backslash', ',': 'Comma', ' ': 'Space' };

function codeOf(character: string): string {
  if (/^\d$/.test(character)) return `Digit${character}`;
  if (/^[a-z]$/i.test(character)) return `Key${character.toUpperCase()}`;
  return SIGN_CODES[character] ?? '';
}

/**
 * Types like a hand scanner: one key every three milliseconds by the events' own clock, however
 * busy this machine is, and Enter at the end.
 */
export async function typeAsScanner(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const began = Date.now() / 1000;
  const keys = [
    ...[...text].map((each) => ({ key: each, text: each })),
    { key: 'Enter', text: '\r' },
  ];
  const sent = keys.flatMap(({ key, text: typed }, nth) => {
    const timestamp = began + nth * 0.003;
    const code = key === 'Enter' ? 'Enter' : codeOf(key);
    const modifiers = /[A-Z|]/.test(key) && key !== 'Enter' ? 8 : 0;
    const common = { key, code, modifiers, timestamp };
    return [
      session.send('Input.dispatchKeyEvent', { ...common, type: 'keyDown', text: typed }),
      session.send('Input.dispatchKeyEvent', { ...common, type: 'keyUp' }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}

import type { BrowserContext } from '@playwright/test';

/** What browsers refused because of the office's policy. */
export type PolicyWatch = {
  watch(context: BrowserContext): void;
  /** On the console of any watched page, and as the office was told by pages and workers. */
  refused(): { console: readonly string[]; reports: number };
  /** What was refused until now was meant to be. */
  forget(): void;
};

/** Chromium tells each refusal on the console of its page; workers report to the office alone. */
export function watchPolicy(log: () => string): PolicyWatch {
  const told: string[] = [];
  let forgotten = 0;
  const reports = () => log().split('a browser refused to run something').length - 1;
  return {
    watch(context) {
      context.on('console', (message) => {
        const text = message.text();
        if (/Content Security Policy|requires 'Trusted/.test(text)) told.push(text);
      });
    },
    refused: () => ({ console: told, reports: reports() - forgotten }),
    forget() {
      told.length = 0;
      forgotten = reports();
    },
  };
}

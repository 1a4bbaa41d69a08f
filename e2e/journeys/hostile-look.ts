import { expect, type Page } from '@playwright/test';
import type { HostilePerson } from './plant-hostile.ts';

export type Looked = {
  /** How often a text ran. */
  ran: number;
  /** Elements and attributes that no screen of ours has. */
  made: string[];
  /** Names that did not stand on their person's screen as they were typed. */
  hidden: string[];
  /** All texts the screens showed. */
  text: string;
};

/** The canary: whatever runs of the hostile texts calls it, or one of the browser's own boxes. */
export async function armCanary(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const canary = globalThis as unknown as { ran: number };
    canary.ran = 0;
    const run = () => {
      canary.ran += 1;
    };
    Object.assign(globalThis, { xss: run, alert: run, confirm: run, prompt: run });
  });
}

/**
 * Opens the screen of each person as the router does, without loading the page anew, and looks
 * through the document for what no screen of ours has.
 */
export async function looksAtAll(
  page: Page,
  path: string,
  people: readonly HostilePerson[],
): Promise<Looked> {
  const looked = await page.evaluate(lookThrough, { path, people });
  expect(looked.ran).toBe(0);
  expect(looked.made).toEqual([]);
  return looked;
}

// Runs in the page, so it stands alone.
async function lookThrough({
  path,
  people,
}: {
  path: string;
  people: readonly HostilePerson[];
}): Promise<Looked> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
  const made = new Set<string>();
  const strange =
    'iframe, object, embed, math, base, form[action], isindex, marquee, frameset, applet, portal, style, meta[http-equiv], a[href^="javascript" i], a[href^="data" i], [srcdoc], script:not([src])';
  const seen: string[] = [];
  const hidden: string[] = [];
  for (const { id, fullName } of people) {
    history.pushState(null, '', path.replace('$id', id));
    dispatchEvent(new PopStateEvent('popstate'));
    const until = performance.now() + 4000;
    let text = '';
    while (performance.now() < until) {
      await frame();
      text = document.body.textContent ?? '';
      if (squeeze(text).includes(squeeze(fullName)) && location.pathname.includes(id)) break;
    }
    if (!squeeze(text).includes(squeeze(fullName))) hidden.push(fullName);
    seen.push(text);
    for (const element of document.querySelectorAll(strange)) made.add(element.outerHTML);
    for (const element of document.querySelectorAll('*')) {
      for (const { name } of element.attributes) {
        if (name.startsWith('on')) made.add(`${element.tagName} ${name}`);
      }
    }
  }
  const { ran } = globalThis as unknown as { ran: number };
  return { ran, made: [...made], hidden, text: seen.join('\n') };
}

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '@khop/shared/sample';
import type { Page } from '@playwright/test';
import { balanceLedger, missingAtOffice } from './tablet-balance.ts';
import { openBrowser, type TabletBrowser } from './tablet-browser.ts';
import { beginSaving, hearSaves, openTabletPage, readLedger, sendAll } from './tablet-page.ts';
import { buildPlanted } from './tablet-plants.ts';
import { openTabletRig, type TabletRig } from './tablet-rig.ts';
import { tell } from './tablet-table.ts';

/** `kill`: kill -9 of the browser; `crash`: its page; `tabs`: kill -9 while two tabs save. */
export type Blow = 'kill' | 'crash' | 'tabs';
const LANES = 3;
const MOST_MS = 400;

export type Killed = {
  blow: Blow;
  times: number;
  saved: number;
  unsaid: number;
  /** Blows that fell before anything was saved prove nothing. */
  empty: number;
  broken: string[];
};

/**
 * Strikes a saving and sending tablet again and again, on one profile, and looks each time whether
 * what it called saved is there once; at the end whether all of it reached the office once.
 */
export async function killTablet(
  rig: TabletRig,
  { blow, times, seed }: { blow: Blow; times: number; seed: number },
): Promise<Killed> {
  const chance = seededRandom(seed);
  const saved = new Set<string>();
  const known = new Set<string>();
  const told: Killed = { blow, times, saved: 0, unsaid: 0, empty: 0, broken: [] };
  let browser = await openBrowser(rig.profile, rig.office.url);
  let { page } = browser;
  await openTabletPage(page, rig.pin);

  for (let nth = 0; nth < times; nth++) {
    const before = saved.size;
    const { promise: hasBegun, resolve } = Promise.withResolvers<void>();
    const first = seed * 1_000_000 + nth * 10_000;
    const lanes = await beginOn(browser, page, { blow, first, pin: rig.pin }, (id) => {
      saved.add(id);
      resolve();
    });
    await hasBegun;
    await pause(chance.next() * MOST_MS);
    if (blow === 'crash') {
      await crash(browser, page);
      page = await browser.context.newPage();
    } else {
      await browser.kill();
      browser = await openBrowser(rig.profile, rig.office.url);
      page = browser.page;
    }
    if (saved.size === before) told.empty += 1;

    await openTabletPage(page, rig.pin);
    const held = await readLedger(page);
    const balance = balanceLedger(saved, held, told.unsaid + lanes);
    told.broken.push(...balance.broken.map((each) => `blow ${nth}: ${each}`));
    told.unsaid = balance.unsaid;
    for (const { id } of held) known.add(id);
  }
  const left = await sendAll(page);
  if (left > 0) told.broken.push(`${left} entries could not be sent`);
  await browser.close();
  told.saved = saved.size;
  told.broken.push(...missingAtOffice(rig.office.data, known));
  return told;
}

/** Has one or two tabs save; answers how many saves may be in the air at once. */
async function beginOn(
  { context }: TabletBrowser,
  page: Page,
  { blow, first, pin }: { blow: Blow; first: number; pin: string },
  onSaved: (id: string) => void,
): Promise<number> {
  const pages = [page];
  if (blow === 'tabs') {
    const second = await context.newPage();
    await openTabletPage(second, pin);
    pages.push(second);
  }
  for (const each of pages) await hearSaves(each, onSaved);
  for (const [nth, each] of pages.entries()) {
    // It ends with the page; what it said until then is what counts.
    const saving = { first: first + nth * 5000, most: 5000, lanes: LANES };
    void beginSaving(each, saving).catch(() => undefined);
  }
  return pages.length * LANES;
}

async function crash({ context }: TabletBrowser, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

// node e2e/faults/tablet-kill.ts --blow kill|crash|tabs --times N --seed S [--control]: the control is
// a client that calls saved what it has only begun to write, and ends with 0 when that is found.
if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      blow: { type: 'string', default: 'kill' },
      times: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      control: { type: 'boolean', default: false },
    },
  });
  const [times, seed] = [Number(values.times), Number(values.seed)];
  const rig = await openTabletRig(
    values.control ? { KHOP_CLIENT_DIR: await buildPlanted('early') } : {},
  );
  const killed = await killTablet(rig, { blow: values.blow as Blow, times, seed });
  await rig.end();
  const name = values.control ? 'tablet-kill control: saved too early' : 'tablet-kill';
  tell(`${name} ${values.blow}`, seed, killed, killed.broken);
  const holds = killed.broken.length === 0;
  process.exit(holds !== values.control && killed.empty < times / 2 ? 0 : 1);
}

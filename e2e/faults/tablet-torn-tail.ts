import { appendFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { missingAtOffice } from './tablet-balance.ts';
import { openBrowser } from './tablet-browser.ts';
import { beginSaving, hearSaves, openTabletPage, readLedger, sendAll } from './tablet-page.ts';
import { openTabletRig, type TabletRig } from './tablet-rig.ts';
import { tell } from './tablet-table.ts';

// What a browser leaves that is killed between two writes of one record: the store's log, or the list of
// its files, ends in the middle of it. Chromium opens that store, writes on behind the torn record, and
// at the second start finds it damaged and deletes the store, or silently ends its reading there.

/**
 * A record's head without the record (seven bytes are one: checksum, length, kind), or half of it; zeros:
 * a file that was made longer before its bytes came.
 */
const TAILS = {
  'a head alone': Buffer.from([1, 2, 3, 4, 200, 0, 1]),
  'half a head': Buffer.from([1, 2, 3]),
  zeros: Buffer.alloc(100),
  'a head and half': Buffer.concat([Buffer.from([1, 2, 3, 4, 200, 0, 1]), Buffer.alloc(100, 7)]),
};
type Tail = keyof typeof TAILS;
const tails = Object.keys(TAILS) as Tail[];

/** Where the databases lie that all of the page share, and those of its buckets. */
const SHARED = 'Default/IndexedDB/*.indexeddb.leveldb';
const BUCKETS = 'Default/WebStorage/*/IndexedDB/indexeddb.leveldb';

/** What a store is told by: its log, and the list of its files. The last: all of both, in every store. */
const FILES = {
  log: [`${SHARED}/*.log`],
  manifest: [`${SHARED}/MANIFEST-*`],
  all: [SHARED, BUCKETS].flatMap((store) => [`${store}/*.log`, `${store}/MANIFEST-*`]),
};
type TornFile = keyof typeof FILES;
const isTornFile = (name: string): name is TornFile => Object.hasOwn(FILES, name);

/** Of a browser that is not running. */
function tear(profile: string, torn: TornFile, tail: Tail): void {
  for (const pattern of FILES[torn]) {
    const files = globSync(pattern, { cwd: profile });
    if (files.length === 0) throw new Error(`the profile has no ${pattern}`);
    for (const file of files) appendFileSync(join(profile, file), TAILS[tail]);
  }
}

/** Tears the file, saves in the next start, looks in the two after it; answers what was lost. */
export async function saveAfterTorn(
  { office, profile, pin }: Omit<TabletRig, 'end'>,
  tail: Tail,
  torn: TornFile = 'log',
): Promise<{ saved: number; broken: string[] }> {
  const saved = new Set<string>();
  const broken: string[] = [];
  for (let start = 0; start < 4; start++) {
    const browser = await openBrowser(profile, office.url);
    const { page } = browser;
    try {
      await openTabletPage(page, pin);
      const held = new Set((await readLedger(page)).map(({ id }) => id));
      for (const id of saved) {
        if (!held.has(id)) broken.push(`start ${start}: ${id} is gone`);
      }
      await hearSaves(page, (id) => saved.add(id));
      await beginSaving(page, { first: start * 100, most: 2, lanes: 1 });
      if (start === 3) broken.push(...(await notSent(page, office.data, saved)));
    } catch (error) {
      broken.push(`start ${start}: ${error instanceof Error ? error.message : error}`);
      break;
    } finally {
      await browser.close();
    }
    if (start === 0) tear(profile, torn, tail);
  }
  return { saved: saved.size, broken };
}

async function notSent(
  page: Parameters<typeof sendAll>[0],
  data: string,
  saved: ReadonlySet<string>,
): Promise<string[]> {
  const left = await sendAll(page);
  const missing = missingAtOffice(data, saved);
  return left > 0 ? [`${left} entries could not be sent`, ...missing] : missing;
}

// node e2e/faults/tablet-torn-tail.ts --times N [--file log|manifest|all]
if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '3' },
      file: { type: 'string', default: 'log' },
    },
  });
  const { file: torn } = values;
  if (!isTornFile(torn)) throw new Error(`--file is one of ${Object.keys(FILES)}`);
  const broken: string[] = [];
  let saved = 0;
  for (let nth = 0; nth < Number(values.times); nth++) {
    for (const tail of tails) {
      const rig = await openTabletRig();
      const told = await saveAfterTorn(rig, tail, torn);
      await rig.end();
      saved += told.saved;
      broken.push(...told.broken.map((each) => `${torn}, ${tail}, ${nth}: ${each}`));
    }
  }
  tell('tablet-torn-tail', 0, { times: Number(values.times) * tails.length, saved }, broken);
  process.exit(broken.length === 0 ? 0 : 1);
}

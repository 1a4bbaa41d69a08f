import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addAccount } from '@khop/server/access/accounts';
import { hashPassword } from '@khop/server/access/passwords';
import { putSite } from '@khop/server/access/sites';
import { pushJournal } from '@khop/server/demo/fill-records';
import { openStore } from '@khop/server/store/open-store';
import type { Store } from '@khop/server/store/store';
import type { Fact } from '@khop/shared/entry';
import { newJournalId } from '@khop/shared/ids';
import { OPERATOR, SITE } from './facts.ts';
import { factsOf, textsOf } from './journal.ts';
import { HERE } from './pages/peer-page.ts';

export const USER = 'bench';
export const PASSWORD = 'mat khau cua phep do';

const ELSEWHERE = 9002;
const ELSEWHERE_SITE_SIZE = 1000;

const clock = { now: () => Date.now(), mono: () => performance.now() };
const random = (length: number) => new Uint8Array(randomBytes(length));

export type OfficeSize = {
  /** Persons with one dose each in the tablet's own site. */
  here: number;
  /** Persons registered at other sites of the country, 1,000 a site. */
  elsewhere: number;
};

/** Where offices that take long to fill are kept between runs. */
const CACHE = join(tmpdir(), 'khop-bench-offices-3');

/**
 * A data folder with an office of this size, filled by its own push (texts read, folded, fed) and
 * kept for the next run; the copy is the measurement's own, for the next one must find the same.
 */
export async function officeFolder(
  size: OfficeSize,
  say: (words: string) => void,
): Promise<string> {
  const folder = join(CACHE, `${size.here}-${size.elsewhere}`);
  if (!existsSync(folder)) await fill(folder, size, say);
  const own = mkdtempSync(join(tmpdir(), 'khop-bench-office-'));
  cpSync(folder, own, { recursive: true });
  // What is still to be written would be written while something is measured.
  await promisify(execFile)('sync');
  return own;
}

async function fill(folder: string, { here, elsewhere }: OfficeSize, say: (words: string) => void) {
  mkdirSync(CACHE, { recursive: true });
  const making = mkdtempSync(join(CACHE, 'making-'));
  const store = await openStore(join(making, 'office.sqlite'), { clock, random });
  const password = await hashPassword(PASSWORD, random);
  await store.write(async (tx) => {
    const commune = { edition: '2026-04', code: '99999' };
    await putSite(tx, { id: SITE, name: 'Trạm', commune, communeName: 'Xã', points: [] });
    const account = { id: OPERATOR, user: USER, fullName: 'Người tiêm', password };
    await addAccount(tx, { ...account, role: 'vaccinator', site: SITE, commune: null }, 'bench');
  });
  await pushFacts(store, factsOf({ seed: HERE, from: 0, count: here * 2 }), here * 2, say);
  for (let from = 0; from < elsewhere; from += ELSEWHERE_SITE_SIZE) {
    const count = Math.min(ELSEWHERE_SITE_SIZE, elsewhere - from);
    const site = `site-e${from / ELSEWHERE_SITE_SIZE}`;
    const all = factsOf({ seed: ELSEWHERE, from: from * 2, count: count * 2, site });
    await pushFacts(store, registrationsOf(all), count, () => undefined);
    if ((from / ELSEWHERE_SITE_SIZE) % 50 === 0) say(`office: ${from} of ${elsewhere} elsewhere`);
  }
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
}

function* registrationsOf(facts: Iterable<Fact>): Generator<Fact> {
  for (const fact of facts) if (fact.kind === 'person-registered') yield fact;
}

/** Nobody is measured while an office is filled, so nobody signs: it takes what it proved already. */
async function pushFacts(
  store: Store,
  facts: Iterable<Fact>,
  count: number,
  say: (words: string) => void,
): Promise<void> {
  const journal = newJournalId(random);
  await pushJournal(store, { clock, random }, { journal, texts: told(textsOf(facts), count, say) });
}

function* told(texts: Iterable<string>, count: number, say: (words: string) => void) {
  let nth = 0;
  for (const text of texts) {
    if (nth % 20_000 === 0) say(`office: ${nth} of ${count} entries`);
    nth += 1;
    yield text;
  }
}

import { readPacked } from '@khop/shared/protocol/packed-page';
import type { Page } from './page-storage.ts';

type Ask = (url: string, init: RequestInit, page: Page) => Promise<Response>;

/** As often may a page ask for the same again: it was locked, or its storage failed, or both. */
const MOST_REPEATS = 4;
const MOST_REFUSALS = 20;
/** Asked after a rest, as often as that may be, whether the office was restored, it may say the same. */
const REST_MS = 5 * 60_000;

/**
 * What the pages of one profile ask for. [I13] Two never send the same journal at once. [I20] None
 * is given the same page of records again and again.
 */
export function watchPages(
  fetch: typeof globalThis.fetch,
  now: () => number,
  say: (broken: string) => void,
): Ask {
  const sending = new Map<string, Set<Page>>();
  const refused = new Map<string, { at: string; times: number; ms: number }>();
  const given = new WeakMap<Page, Map<string, { at: string; times: number }>>();

  async function push(journal: string, page: Page, send: () => Promise<Response>) {
    const pages = sending.get(journal) ?? new Set();
    sending.set(journal, pages);
    for (const other of pages) {
      if (other !== page && !other.isOver) say(`[I13] two pages send ${journal} at once`);
    }
    pages.add(page);
    try {
      return await refuseForEver(journal, await send());
    } finally {
      pages.delete(page);
    }
  }

  /** A page that does not hear what it is told would ask until the end of the house. */
  async function refuseForEver(journal: string, response: Response): Promise<Response> {
    // Of a journal frozen long ago it is told the same at each asking, between others that go on.
    if (response.status === 200) refused.clear();
    const head = response.status === 409 ? /"head":\d+/.exec(await response.clone().text()) : null;
    const before = refused.get(journal);
    const at = head?.[0] ?? '';
    const isSame = before?.at === at && now() - before.ms < REST_MS;
    const times = isSame ? before.times + 1 : 1;
    refused.set(journal, { at, times, ms: now() });
    if (at === '' || times <= MOST_REFUSALS) return response;
    say(`[I10] ${journal} is offered again and again, though the office says ${at}`);
    throw new TypeError('enough');
  }

  async function pull(scope: string, page: Page, send: () => Promise<Response>) {
    const response = await send();
    if (response.status !== 200) return response;
    const told = readPacked(new Uint8Array(await response.clone().arrayBuffer()));
    // A page that was cut on its way gave nothing.
    if (told === null || told.head.from === told.head.to) return response;
    const { epoch, from } = told.head;
    const last = given.get(page) ?? new Map<string, { at: string; times: number }>();
    given.set(page, last);
    const at = `${epoch} ${from}`;
    const before = last.get(scope);
    const times = before?.at === at ? before.times + 1 : 1;
    last.set(scope, { at, times });
    if (times > MOST_REPEATS) say(`[I20] a page is given ${scope} from ${from} again and again`);
    return response;
  }

  return (url, init, page) => {
    const send = () => fetch(url, init);
    const [, kind, name] = /\/api\/(journals|scopes)\/([^/]+)\//.exec(url) ?? [];
    if (kind === 'journals' && name !== undefined) return push(name, page, send);
    if (kind === 'scopes' && name !== undefined) return pull(name, page, send);
    return send();
  };
}

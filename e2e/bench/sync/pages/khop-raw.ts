import { gzip, toBytes } from '@khop/client/data/bytes';
import { makeWire } from '@khop/client/sync/wire';
import type { World } from '@khop/client/world';
import { chainHash, digestOf, entryText, type Fact, genesisHash } from '@khop/shared/entry';
import { PushReply, type PushRequest } from '@khop/shared/protocol/push';
import { type FactOptions, factsOf, journalIdOf, textJournal } from '../journal.ts';
import { openTabletKeys, requestOf, requestsOf, type TabletKeys } from '../tablet-keys.ts';

let prepared: { path: string; requests: PushRequest[] } | null = null;

const pathOf = (journal: string) => `/api/journals/${journal}/entries`;

/** The raw protocol: requests whose entries are texted, signed and chained already; no ledger, no seal. */
export async function rawPrepare(keys: TabletKeys, facts: FactOptions): Promise<void> {
  const tablet = await openTabletKeys(keys);
  const journal = journalIdOf(facts.seed * 1000 + facts.from);
  const texted = await textJournal(factsOf(facts), journal, tablet.signEntry);
  prepared = { path: pathOf(journal), requests: await requestsOf(texted, tablet) };
}

/** Sends what was prepared, one request after the other through the tablet's own wire. */
export async function rawPush(world: World, { token }: TabletKeys): Promise<number> {
  if (prepared === null) throw new Error('nothing was prepared');
  const wire = makeWire(world);
  const { path, requests } = prepared;
  const start = performance.now();
  for (const body of requests) {
    const reply = await wire.ask({ method: 'POST', path, token, body }, PushReply);
    mustBeTaken(body, reply);
  }
  return performance.now() - start;
}

function mustBeTaken({ from, entries }: PushRequest, { head, refused }: PushReply): void {
  if (head !== from + entries.length - 1) throw new Error('the office did not take all');
  if (refused.length > 0) throw new Error(`refused: ${refused[0]?.problem}`);
}

/**
 * The same, but the next request is made and zipped while the one before is under way: how much of a
 * push is waiting in turn. Only one request is ever on its way.
 */
export async function rawPushAhead(world: World, { token }: TabletKeys): Promise<number> {
  if (prepared === null) throw new Error('nothing was prepared');
  const { path, requests } = prepared;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  };
  const zip = (request: PushRequest | undefined) =>
    request === undefined ? Promise.resolve(null) : gzip(toBytes(JSON.stringify(request)));
  const start = performance.now();
  let next = zip(requests[0]);
  for (const [nth, request] of requests.entries()) {
    const asked = world.fetch(path, { method: 'POST', headers, body: await next });
    next = zip(requests[nth + 1]);
    mustBeTaken(request, PushReply.parse(await (await asked).json()));
  }
  return performance.now() - start;
}

/** One tablet of the site that is not this one: signs facts one by one, and sends each when told to. */
export async function otherTablet(world: World, keys: TabletKeys, seed: number) {
  const wire = makeWire(world);
  const tablet = await openTabletKeys(keys);
  const journal = journalIdOf(seed);
  const path = pathOf(journal);
  let from = 1;
  let prevHash = genesisHash(journal);
  return async (fact: Fact) => {
    const text = entryText(fact);
    const by = await tablet.signEntry(digestOf(text));
    const headHash = chainHash(prevHash, digestOf(text), by);
    const entries = [{ ...by, text }];
    const body = await requestOf(tablet, { journal, from, prevHash, headHash, entries });
    from += 1;
    prevHash = headHash;
    return async () => {
      const asked = { method: 'POST', path, token: keys.token, body } as const;
      mustBeTaken(body, await wire.ask(asked, PushReply));
    };
  };
}

import { gzip, toBytes } from '@khop/client/data/bytes';
import { makeWire } from '@khop/client/sync/wire';
import type { World } from '@khop/client/world';
import { genesisHash } from '@khop/shared/entry';
import { MAX_PUSH_ENTRIES, PushReply, type PushRequest } from '@khop/shared/protocol/push';
import { type Fact, factsOf, journalIdOf, type Texted, textJournal } from '../journal.ts';

let prepared: Texted | null = null;

/** The raw protocol: entries already texted and chained, no ledger and no seal. */
export async function rawPrepare(seed: number, from: number, count: number): Promise<void> {
  prepared = textJournal(factsOf({ seed, from, count }), journalIdOf(seed * 1000 + from));
}

function requestOf({ journal, texts, hashes }: Texted, from: number): PushRequest {
  return {
    protocol: 1,
    epoch: null,
    from: from + 1,
    prevHash: hashes[from - 1] ?? genesisHash(journal),
    entries: texts.slice(from, from + MAX_PUSH_ENTRIES).map((text) => ({ text })),
  };
}

/** Sends what was prepared, one request after the other through the tablet's own wire. */
export async function rawPush(world: World, token: string): Promise<number> {
  if (prepared === null) throw new Error('nothing was prepared');
  const wire = makeWire(world);
  const path = `/api/journals/${prepared.journal}/entries`;
  const start = performance.now();
  for (let from = 0; from < prepared.texts.length; from += MAX_PUSH_ENTRIES) {
    const body = requestOf(prepared, from);
    const reply = await wire.ask({ method: 'POST', path, token, body }, PushReply);
    if (reply.head !== from + body.entries.length) throw new Error('the office did not take all');
    if (reply.refused.length > 0) throw new Error(`refused: ${reply.refused[0]?.problem}`);
  }
  return performance.now() - start;
}

/**
 * The same, but the next request is made and zipped while the one before is under way: how much of a
 * push is waiting in turn. Only one request is ever on its way.
 */
export async function rawPushAhead(world: World, token: string): Promise<number> {
  if (prepared === null) throw new Error('nothing was prepared');
  const { journal, texts } = prepared;
  const url = `/api/journals/${journal}/entries`;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  };
  const zip = (from: number) => {
    if (prepared === null || from >= texts.length) return Promise.resolve(null);
    return gzip(toBytes(JSON.stringify(requestOf(prepared, from))));
  };
  const start = performance.now();
  let next = zip(0);
  for (let from = 0; from < texts.length; from += MAX_PUSH_ENTRIES) {
    const asked = world.fetch(url, { method: 'POST', headers, body: await next });
    next = zip(from + MAX_PUSH_ENTRIES);
    const reply = PushReply.parse(await (await asked).json());
    if (reply.refused.length > 0) throw new Error(`refused: ${reply.refused[0]?.problem}`);
  }
  return performance.now() - start;
}

/** One tablet of the site that is not this one: writes facts one by one. */
export function otherTablet(world: World, token: string, seed: number) {
  const wire = makeWire(world);
  const journal = journalIdOf(seed);
  const facts: Fact[] = [];
  return async (fact: Fact) => {
    facts.push(fact);
    const texted = textJournal(facts, journal);
    const nth = facts.length - 1;
    const body: PushRequest = {
      protocol: 1,
      epoch: null,
      from: nth + 1,
      prevHash: texted.hashes[nth - 1] ?? genesisHash(journal),
      entries: texted.texts.slice(nth).map((text) => ({ text })),
    };
    const path = `/api/journals/${journal}/entries`;
    return async () => {
      const reply = await wire.ask({ method: 'POST', path, token, body }, PushReply);
      if (reply.refused.length > 0) throw new Error(`refused: ${reply.refused[0]?.problem}`);
    };
  };
}

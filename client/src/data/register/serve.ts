import type { Entry } from '@khop/shared/entry';
import { readEntry } from '@khop/shared/entry';
import type { Id, Random } from '@khop/shared/ids';
import type { KdfCost, RegisterPort } from '../../world.ts';
import type { Bytes } from '../bytes.ts';
import { type EntryKeyRow, makeOpenBody, type OpenBody } from '../entry-key.ts';
import { derive } from '../kdf.ts';
import type { BodyRow } from '../ledger.ts';
import { mergeTold, openPage, type PackedPage, sealPages, sealRuns } from '../pages.ts';
import { makeSealer, type Sealer } from '../vault.ts';
import type { Posted } from './own.ts';
import { makeRegister, type Questions, type RegisterCore } from './register.ts';
import type { ToldPage } from './told.ts';

/** What the tablet may ask of the register's worker, and what it is answered. */
export type Errands = {
  open(key: CryptoKey, site: string | null, entryKeys: readonly EntryKeyRow[]): void;
  close(): void;
  add(entries: readonly Entry[]): void;
  addSealed(bodies: readonly BodyRow[]): void;
  feed(pages: readonly ToldPage[]): void;
  post(posted: Posted): void;
  persons(): number;
  /** Null, as with everything that would be done to the cache, while the register is closed. */
  live(scope: string): number | null;
  /** Refused entries that the office has taken into their records since. */
  released(refused: readonly { entry: Id; subject: Id }[]): Id[];
  derive(pin: string, salt: Bytes, cost: KdfCost): Bytes;
  /** Opens a page from the wire and seals its runs for the cache; null when it is no page of the scope. */
  pack(scope: string, body: Bytes): PackedPage[] | null;
  repack(scope: string, place: string, pages: readonly ToldPage[]): PackedPage[] | null;
  question(name: keyof Questions, args: readonly unknown[]): unknown;
};

export type Call = {
  [Name in keyof Errands]: { name: Name; args: Parameters<Errands[Name]> };
}[keyof Errands];
export type Message = { ask: number; call: Call };
export type Reply =
  | { ask: number; value: unknown }
  | { ask: number; failure: { name: string; message: string; kind: string | null } };

type Open = { core: RegisterCore; sealer: Sealer; openBody: OpenBody };

/**
 * The register's side of the conversation. Calls are answered one after another: each sees the
 * register as the one before left it. Closing drops key and records with everything that held them.
 */
export function serveRegister(port: RegisterPort, subtle: SubtleCrypto, random: Random): void {
  let open: Open | null = null;
  let queue: Promise<void> = Promise.resolve();

  async function carryOut(call: Call): Promise<unknown> {
    if (call.name === 'derive') return derive(...call.args);
    if (call.name === 'open') {
      const [key, site, entryKeys] = call.args;
      const sealer = makeSealer(subtle, random, key);
      const openBody = makeOpenBody(subtle, sealer, entryKeys);
      open = { core: makeRegister(sealer, site), sealer, openBody };
      return undefined;
    }
    if (call.name === 'close') {
      open = null;
      return undefined;
    }
    return open === null ? answerWhileClosed(call) : answer(open, call);
  }

  port.listen((message) => {
    const { ask, call } = message as Message;
    const turn = async () => {
      try {
        port.post({ ask, value: await carryOut(call) } satisfies Reply);
      } catch (error) {
        port.post({ ask, failure: failureOf(error) } satisfies Reply);
      }
    };
    queue = queue.then(turn);
  });
}

/** A locked tablet knows nobody. */
function answerWhileClosed(call: Call): unknown {
  if (call.name === 'persons') return 0;
  if (call.name === 'released') return [];
  if (call.name !== 'question') return null;
  const [name] = call.args;
  if (name === 'dayCounts') return { waiting: 0, vaccinated: 0, observing: 0, absent: 0 };
  return name === 'person' || name === 'session' ? null : [];
}

async function answer({ core, sealer, openBody }: Open, call: Call): Promise<unknown> {
  switch (call.name) {
    case 'add':
      return core.add(call.args[0]);
    case 'addSealed': {
      const [bodies] = call.args;
      const texts = await Promise.all(bodies.map(openBody));
      const read = bodies.map((body, index) => readBody(body, texts[index] ?? null));
      return core.add(read.filter((entry) => entry !== null));
    }
    case 'feed':
      for (const page of call.args[0]) await core.feed(page);
      return undefined;
    case 'post':
      return core.post(call.args[0]);
    case 'persons':
      return core.persons();
    case 'released':
      return core.released(call.args[0]);
    case 'live':
      return core.live(call.args[0]);
    case 'pack':
      return pack(core, sealer, ...call.args);
    case 'repack': {
      const [scope, place, pages] = call.args;
      const told = await Promise.all(pages.map((page) => openPage(sealer, page)));
      return (await sealPages(sealer, scope, place, mergeTold(told))).map(withoutTold);
    }
    case 'question': {
      const [name, args] = call.args;
      return (core[name] as (...args: readonly unknown[]) => unknown)(...args);
    }
    default:
      return undefined;
  }
}

/** Null for what this tablet may no longer read; the office's records say it. */
function readBody(body: BodyRow, text: string | null): Entry | null {
  const read = text === null ? null : readEntry(text, body);
  return read !== null && 'entry' in read ? read.entry : null;
}

async function pack(
  core: RegisterCore,
  sealer: Sealer,
  scope: string,
  body: Bytes,
): Promise<PackedPage[] | null> {
  const runs = await sealRuns(sealer, scope, body);
  if (runs === null) return null;
  for (const { place, told } of runs) core.hold({ scope, place }, told);
  return runs.map(withoutTold);
}

function withoutTold<T extends { told: unknown }>({ told: _, ...page }: T): Omit<T, 'told'> {
  return page;
}

function failureOf(error: unknown): Extract<Reply, { failure: unknown }>['failure'] {
  const name = error instanceof Error ? error.name : 'Error';
  const message = error instanceof Error ? error.message : 'the register failed';
  const kind = error instanceof Error && 'kind' in error ? String(error.kind) : null;
  return { name, message, kind };
}

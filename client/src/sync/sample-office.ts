import { fromBase64, toBase64 } from '@khop/shared/base64';
import { chainHash, digestOf, genesisHash, readEntry, type Signed } from '@khop/shared/entry';
import {
  dataKeyContext,
  entryKeyContext,
  importEntryKey,
  makeEscrowPair,
  openEntry,
  unwrapAtOffice,
} from '@khop/shared/escrow';
import { toHex } from '@khop/shared/ids';
import { LEASE_MS } from '@khop/shared/lease';
import {
  type EnrolReply,
  type EnrolRequest,
  type Grant,
  type Lease,
  type LeaseReply,
  leaseSigned,
  type OperatorKeyReply,
  type OperatorKeyRequest,
  type RecoveryReply,
  type RecoveryRequest,
  type SignInReply,
  type SignInRequest,
  type Site,
  type Voucher,
  voucherSigned,
} from '@khop/shared/protocol/enrol';
import { writePacked } from '@khop/shared/protocol/packed-page';
import type { EntryProblem, Problem } from '@khop/shared/protocol/problem';
import { type PushReply, PushRequest } from '@khop/shared/protocol/push';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import { foldEntry, type StoredRecord } from '@khop/shared/record';
import { keyIdOf, makeSigningPair, sign } from '@khop/shared/signature';
import { toInstant } from '@khop/shared/time';
import { type Bytes, gunzip, gzip, toBytes, toText } from '../data/bytes.ts';

// A small office for the postman's tests: the protocol's rules on plain maps. The true office is
// driven by the house simulation; this one can be told to misbehave in ways that one never would.

export const SAMPLE_SITE: Site = {
  id: 'site-1',
  name: 'Điểm tiêm Kiểm Thử',
  commune: { edition: '2025', code: '00001' },
  communeName: 'Phường Kiểm Thử',
  points: ['Nhà văn hóa'],
  operators: [],
};

type Journal = { texts: string[]; hashes: string[]; isFrozen: boolean };
type Said = Signed & { text: string };
type Feed = { head: number; posById: Map<string, number> };

/** What happens to one request. `lost-reply`: done, but the answer never arrives. */
export type Fate =
  | 'pass'
  | 'lost'
  | 'lost-reply'
  | 'portal'
  | { status: number; code: Problem['code']; retryAfter?: number };

export type SampleOffice = ReturnType<typeof makeSampleOffice>;

const SCOPE = 'site:site-1';
const { subtle } = crypto;

export function makeSampleOffice(now: () => number) {
  const escrow = makeEscrowPair(subtle);
  const signing = makeSigningPair(subtle, false);
  let devices = 0;
  const office = {
    epoch: toHex(new Uint8Array(16).fill(7)),
    journals: new Map<string, Journal>(),
    records: new Map<string, StoredRecord>(),
    feeds: new Map<string, Feed>(),
    requests: [] as { method: string; path: string; from: number; entries: number }[],
    passwords: new Map([
      ['lan', 'mat-khau-lan'],
      ['minh', 'mat-khau-minh'],
    ]),
    site: SAMPLE_SITE,
    standing: 'granted' as LeaseReply['state'],
    /** Whose right has not ended. */
    operators: ['op-lan', 'op-minh'],
    isSignedOut: false,
    safe: 0,
    /** Entries that came sealed. */
    sealedSeen: 0,
    /** Asked before each request. */
    fate: (_path: string): Fate => 'pass',
    /** A text for which a whole push is refused, as a proxy in the way might do. */
    chokesOn: (_text: string): boolean => false,
    pageSize: 100,
    fetch: open,
    apply,
    tell,
    /** As after `khop restore`: only `entries` of each journal and what they say are left. */
    restore(entries: number) {
      office.epoch = toHex(new Uint8Array(16).fill(office.epoch.startsWith('07') ? 8 : 9));
      office.records.clear();
      office.feeds.clear();
      for (const [id, journal] of office.journals) {
        journal.texts.length = Math.min(journal.texts.length, entries);
        journal.hashes.length = journal.texts.length + 1;
        journal.isFrozen = false;
        for (const [index, text] of journal.texts.entries()) {
          apply(text, { journal: id, seq: index + 1 });
        }
      }
    },
  };

  function journalOf(id: string): Journal {
    const journal = office.journals.get(id) ?? {
      texts: [],
      hashes: [genesisHash(id)],
      isFrozen: false,
    };
    office.journals.set(id, journal);
    return journal;
  }

  /** `place`: of no weight here, but amendments of one journal have seen each other. */
  function apply(text: string, place = { journal: '0'.repeat(32), seq: 1 }): EntryProblem | null {
    const read = readEntry(text, place);
    if ('problem' in read) return read.problem;
    const folded = foldEntry(office.records.get(read.entry.subject) ?? null, read.entry);
    if ('problem' in folded) return folded.problem;
    tell(folded.record);
    return null;
  }

  function tell(record: StoredRecord, scope = SCOPE) {
    office.records.set(record.id, record);
    const feed = office.feeds.get(scope) ?? { head: 0, posById: new Map() };
    office.feeds.set(scope, feed);
    feed.head += 1;
    feed.posById.set(record.id, feed.head);
  }

  async function openTexts({ device, entries, entryKeys }: PushRequest): Promise<Said[]> {
    const keys = new Map<string, CryptoKey>();
    for (const { id, wrapped } of entryKeys) {
      const context = entryKeyContext(device, id);
      const raw = await unwrapAtOffice(subtle, await escrow, context, fromBase64(wrapped));
      if (raw !== null) keys.set(id, await importEntryKey(subtle, raw));
    }
    return Promise.all(
      entries.map(async (entry) => {
        if ('text' in entry) return entry;
        office.sealedSeen += 1;
        const key = keys.get(entry.entryKey);
        const text = key && (await openEntry(subtle, key, entry, fromBase64(entry.sealed)));
        if (text == null) throw new Error('the sample office cannot open what was sealed to it');
        return { key: entry.key, sig: entry.sig, text };
      }),
    );
  }

  function push(id: string, request: PushRequest, said: Said[]): Response {
    const journal = journalOf(id);
    const refused: PushReply['refused'] = [];
    const answer = (status: number, forkAt: number | null = null) => {
      const head = journal.texts.length;
      const reply: PushReply = {
        epoch: office.epoch,
        head,
        headHash: journal.hashes[head] ?? '',
        safe: office.safe,
        serverTime: toInstant(now()),
        refused,
        fork: forkAt === null ? null : { at: forkAt },
      };
      return json(status, reply);
    };
    const { from, prevHash } = request;
    if (from > journal.texts.length + 1) return answer(409);
    const chain = [prevHash];
    for (const { text, ...by } of said) {
      chain.push(chainHash(chain.at(-1) ?? '', digestOf(text), by));
    }
    const held = journal.hashes.slice(from - 1);
    const left = chain.findIndex((hash, index) => index < held.length && hash !== held[index]);
    if (left >= 0 || journal.isFrozen) {
      journal.isFrozen = true;
      return answer(409, left >= 0 ? from - 1 + left : journal.texts.length + 1);
    }
    for (const [index, { text }] of said.entries()) {
      const seq = from + index;
      if (seq <= journal.texts.length) continue;
      journal.texts.push(text);
      journal.hashes.push(chain[index + 1] ?? '');
      const problem = apply(text, { journal: id, seq });
      if (problem !== null) refused.push({ seq, problem });
    }
    return answer(200);
  }

  async function page(scope: string, query: URLSearchParams): Promise<Response> {
    const { head, posById } = office.feeds.get(scope) ?? { head: 0, posById: new Map() };
    const after = Number(query.get('after'));
    const from = query.get('epoch') === office.epoch ? Math.min(after, head) : 0;
    const limit = Math.min(Number(query.get('limit')), office.pageSize);
    const beyond = [...posById].filter(([, pos]) => pos > from).sort((a, b) => a[1] - b[1]);
    const records = beyond
      .slice(0, limit)
      .map(([id, pos]) => ({ pos, id, record: office.records.get(id) ?? null }));
    const to = records.length < beyond.length ? (records.at(-1)?.pos ?? from) : head;
    const { epoch } = office;
    const place = { epoch, scope, from, to, head, serverTime: toInstant(now()) };
    const run = await gzip(toBytes(JSON.stringify(records)));
    const isEmpty = records.length === 0;
    const runs = isEmpty ? [] : [{ count: records.length, bytes: run.length }];
    return new Response(writePacked({ ...place, runs }, isEmpty ? [] : [run]));
  }

  function signIn({ user, password }: SignInRequest): Response {
    if (office.passwords.get(user) !== password) return problem(401, 'unauthenticated');
    const grant: Grant = {
      id: `grant-${user}`,
      operator: `op-${user}`,
      fullName: user === 'lan' ? 'Trần Thị Lan' : 'Lê Văn Minh',
      role: 'vaccinator',
      site: office.site,
      scopes: [SCOPE],
      until: toInstant(now() + 86_400_000),
    };
    office.isSignedOut = false;
    return json(200, {
      token: `token-${user}`,
      grant,
      serverTime: toInstant(now()),
    } satisfies SignInReply);
  }

  /** Of the signatures it is given it looks at none: the true office does. */
  async function vouch(voucher: Voucher): Promise<SignedText> {
    const text = JSON.stringify(voucher);
    return { text, sig: await sign(subtle, (await signing).privateKey, voucherSigned(text)) };
  }

  async function enrol({ code, deviceName: name, publicKey }: EnrolRequest): Promise<Response> {
    if (code === 'EXPIRED-CODE') return problem(410, 'expired');
    if (code !== 'RIGHT-CODE') return problem(404, 'not-found');
    const { epoch } = office;
    devices += 1;
    const device = `device-${devices}`;
    const { id: site } = SAMPLE_SITE;
    const tokenHash = digestOf(device);
    const reply: EnrolReply = {
      device,
      deviceToken: `device-token-${devices}`,
      epoch,
      site: SAMPLE_SITE,
      office: { escrow: (await escrow).publicKey, signing: (await signing).publicKey },
      voucher: await vouch({ of: 'device', device, site, name, publicKey, tokenHash }),
      serverTime: toInstant(now()),
    };
    return json(200, reply);
  }

  async function lease(bearer: string): Promise<Response> {
    const serverTime = toInstant(now());
    const state = office.standing;
    if (state !== 'granted') return json(200, { state, lease: null, serverTime });
    const text = JSON.stringify({
      v: 1,
      device: bearer.replace('Bearer device-token-', 'device-'),
      issuedAt: serverTime,
      until: toInstant(now() + LEASE_MS),
      operators: office.operators,
    } satisfies Lease);
    const sig = await sign(subtle, (await signing).privateKey, leaseSigned(text));
    return json(200, { state, lease: { text, sig }, serverTime } satisfies LeaseReply);
  }

  async function addKey({ device, publicKey }: OperatorKeyRequest): Promise<Response> {
    const voucher = await vouch({ of: 'operator-key', account: 'op', device, publicKey });
    return json(200, { key: keyIdOf(publicKey), voucher } satisfies OperatorKeyReply);
  }

  async function recover({ device, dataKey }: RecoveryRequest): Promise<Response> {
    const context = dataKeyContext(device);
    const raw = await unwrapAtOffice(subtle, await escrow, context, fromBase64(dataKey));
    if (raw === null) return problem(404, 'not-found');
    return json(200, { dataKey: toBase64(raw) } satisfies RecoveryReply);
  }

  async function answer(url: URL, body: string, bearer: string): Promise<Response> {
    const [, , first = '', second = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (first === 'devices') return enrol(JSON.parse(body) as EnrolRequest);
    if (first === 'sessions') return signIn(JSON.parse(body) as SignInRequest);
    if (first === 'lease') return lease(bearer);
    if (first === 'operator-keys') return addKey(JSON.parse(body) as OperatorKeyRequest);
    if (first === 'recoveries') return recover(JSON.parse(body) as RecoveryRequest);
    if (first === 'journals') {
      if (!bearer.startsWith('Bearer device-token-')) return problem(401, 'unauthenticated');
      const request = PushRequest.parse(JSON.parse(body));
      const said = await openTexts(request);
      if (said.some(({ text }) => office.chokesOn(text))) return problem(400, 'bad-request');
      return push(second, request, said);
    }
    if (first === 'scopes') {
      if (office.isSignedOut || !bearer.startsWith('Bearer token-')) {
        return problem(401, 'unauthenticated');
      }
      return page(second, url.searchParams);
    }
    return problem(404, 'not-found');
  }

  async function open(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, 'http://office.example');
    const headers = new Headers(init.headers);
    const sent = init.body === undefined ? new Uint8Array(0) : new Uint8Array(init.body as Bytes);
    const isZipped = headers.get('content-encoding') === 'gzip';
    const body = toText(isZipped ? await gunzip(sent) : sent);
    const pushed = url.pathname.includes('/entries') ? (JSON.parse(body) as PushRequest) : null;
    office.requests.push({
      method: init.method ?? 'GET',
      path: url.pathname,
      from: pushed?.from ?? 0,
      entries: pushed?.entries.length ?? 0,
    });
    const fate = office.fate(url.pathname);
    if (fate === 'lost') throw new TypeError('Failed to fetch');
    if (fate === 'portal') return new Response('<html>Wifi</html>', { status: 401 });
    if (typeof fate === 'object') return problem(fate.status, fate.code, fate.retryAfter);
    const response = await answer(url, body, headers.get('authorization') ?? '');
    if (fate === 'lost-reply') throw new TypeError('Failed to fetch');
    return response;
  }

  return office;
}

function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status });
}

function problem(status: number, code: Problem['code'], retryAfter?: number): Response {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return new Response(JSON.stringify({ code, detail: 'sample' } satisfies Problem), {
    status,
    headers,
  });
}

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { RUN_RECORDS, writePacked } from '@khop/shared/protocol/packed-page';
import { MAX_PULL_RECORDS, type Page } from '@khop/shared/protocol/pull';
import { toInstant } from '@khop/shared/time';
import { findForkHead, getOffice, type Office } from '../store/epochs.ts';
import { type FeedRow, readFeed, readHead } from '../store/feeds.ts';
import type { Reads, Store, Tx } from '../store/store.ts';
import { isForgottenEpoch, renewEpoch } from './push.ts';

/** What a tablet says when it asks for news: which epoch its cursor is from, and the cursor. */
export type PullRequest = {
  scope: string;
  epoch: string | null;
  after: number;
  limit: number;
  /** The device or account asking, for the audit. */
  who: string;
};

/** A page of protocol/pull.ts whose records are rows: their bytes are given on as they are stored. */
export type Changes = Omit<Page, 'records'> & { rows: FeedRow[] };

/** A page costs what it holds, and nothing is parsed only to be written again. */
export async function changesFor(store: Store, request: PullRequest): Promise<Changes> {
  const { scope } = request;
  const limit = Math.min(Math.max(1, request.limit), MAX_PULL_RECORDS);
  const place = await store.read((reads) => findPlace(reads, request));
  const { epoch } = place.isLost ? await store.write((tx) => beginAnew(tx, request)) : place;
  const { from } = place;
  return store.read(async (reads) => {
    // The head before the rows: every position up to it is visible to the statement that follows.
    const known = await readHead(reads, scope);
    const rows = await readFeed(reads, scope, from, limit);
    const last = rows.at(-1)?.pos ?? from;
    const to = rows.length < limit ? Math.max(last, known) : last;
    const head = Math.max(known, to);
    const serverTime = toInstant(reads.clock.now());
    return { epoch, scope, from, to, head, serverTime, rows };
  });
}

/** The page as tablets of protocol 1 read it. */
export function pageText({ rows, ...place }: Changes): string {
  return `${JSON.stringify(place).slice(0, -1)},"records":${runText(rows)}}`;
}

const zip = promisify(gzip);
/** Level 6 takes half as long again and leaves 7 % less (e2e/bench/pull-raw.ts). */
const ZIP = { level: 4 };

/** The page of protocol/packed-page.ts. Its runs are zipped beside each other, off this thread. */
export async function packedPage({ rows, ...place }: Changes): Promise<Uint8Array> {
  const runs: FeedRow[][] = [];
  for (let at = 0; at < rows.length; at += RUN_RECORDS) runs.push(rows.slice(at, at + RUN_RECORDS));
  const zipped = await Promise.all(runs.map((run) => zip(runText(run), ZIP)));
  const counts = runs.map(({ length }, at) => ({ count: length, bytes: zipped[at]?.length ?? 0 }));
  return writePacked({ ...place, runs: counts }, zipped);
}

/** This office is older than what it told the tablet. */
async function beginAnew(tx: Tx, { epoch, who }: PullRequest): Promise<Office> {
  const office = await getOffice(tx);
  const isForgotten = await isForgottenEpoch(tx, office, epoch);
  return renewEpoch(tx, office, who, isForgotten ? epoch : null);
}

/** `isLost`: the cursor is one this office never served. */
type Place = { epoch: string; from: number; isLost: boolean };

async function findPlace(reads: Reads, request: PullRequest): Promise<Place> {
  const { scope, after } = request;
  const office = await getOffice(reads);
  const { epoch } = office;
  if (request.epoch === epoch) {
    const head = await readHead(reads, scope);
    return { epoch, from: Math.min(after, head), isLost: after > head };
  }
  const shared = request.epoch === null ? 0 : await findForkHead(reads, scope, request.epoch);
  const isLost = await isForgottenEpoch(reads, office, request.epoch);
  return { epoch, from: Math.min(after, shared), isLost };
}

function runText(rows: readonly FeedRow[]): string {
  const records = rows.map(
    ({ pos, record, body }) => `{"pos":${pos},"id":${JSON.stringify(record)},"record":${body}}`,
  );
  return `[${records.join(',')}]`;
}

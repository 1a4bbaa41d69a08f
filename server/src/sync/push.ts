import { genesisHash } from '@khop/shared/entry';
import type { JournalId } from '@khop/shared/ids';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import type { PushReply, PushRequest } from '@khop/shared/protocol/push';
import { toInstant } from '@khop/shared/time';
import { insertAuditRows, nextAuditRow, recordAct } from '../store/audit.ts';
import { readHashes } from '../store/entries.ts';
import {
  getOffice,
  isKnownEpoch,
  type Office,
  rememberEpoch,
  startEpoch,
} from '../store/epochs.ts';
import { lockJournals, saveJournals } from '../store/journals.ts';
import type { Reads, Tx } from '../store/store.ts';
import type { JournalTable } from '../store/tables.ts';
import { applyEntries } from './apply.ts';
import type { Arrival } from './arrival.ts';
import { flagRights } from './authority.ts';
import { newJournalRow } from './office-journal.ts';
import { mayWriteInto } from './owner.ts';

/** A push as it came, opened, proved, read and hashed: the costly part needs no transaction. */
export type Push = {
  journal: JournalId;
  device: string;
  receivedAt: number;
  epoch: PushRequest['epoch'];
  from: number;
  prevHash: string;
  arrivals: Arrival[];
};

/**
 * `stored`: durable up to `reply.head`. `gap`: the tablet goes on from `reply.head + 1`. `forked`:
 * the journal is frozen. `refused`: not a push into this journal at all; nothing was stored.
 */
export type PushOutcome =
  | { status: 'stored' | 'gap' | 'forked'; reply: PushReply }
  | { status: 'refused'; code: 'bad-request' | 'forbidden' };

type Refused = PushReply['refused'];

/** What was decided about one push before anything is written. */
type Decision =
  | { status: 'stored'; row: JournalTable; fresh: Arrival[]; refused: Refused; again: Arrival[] }
  | { status: 'gap'; row: JournalTable }
  | { status: 'forked'; row: JournalTable; at: number }
  | { status: 'refused'; code: 'bad-request' | 'forbidden' };

/**
 * Accepts pushes of many tablets in one transaction: the places they have are skipped, the rest is
 * appended, folded, and answered one by one in the order given. Nothing is durable, and no outcome
 * may be told, before the transaction is.
 */
export async function acceptPushes(tx: Tx, pushes: readonly Push[]): Promise<PushOutcome[]> {
  let office = await getOffice(tx);
  const beginnings = new Map(
    pushes.map(({ journal, device, receivedAt }) => [
      journal,
      newJournalRow(journal, device, receivedAt),
    ]),
  );
  beginnings.delete(office.journal);
  const rows = await lockJournals(tx, [...beginnings.values()]);
  const decisions: Decision[] = [];
  const fresh: Arrival[] = [];
  for (const push of pushes) {
    const decision = await decide(tx, push, rows.get(push.journal), fresh);
    decisions.push(decision);
    if (decision.status === 'stored') fresh.push(...decision.fresh);
  }
  await flagRights(tx, fresh);
  await applyEntries(tx, fresh);
  await insertAuditRows(
    tx,
    pushes.flatMap((push, index) => receipt(push, decisions[index])),
  );
  await saveJournals(tx, [...rows.values()]);
  for (const [index, push] of pushes.entries()) {
    const decision = decisions[index];
    if (decision?.status === 'refused') continue;
    const isForgotten = await isForgottenEpoch(tx, office, push.epoch);
    if (isForgotten || hasLostEntries(push, decision, office)) {
      office = await renewEpoch(tx, office, push.device, isForgotten ? push.epoch : null);
    }
  }
  return decisions.map((decision) => outcomeOf(tx, office, decision));
}

/** `earlier`: what pushes before this one in the same transaction append. */
async function decide(
  tx: Tx,
  push: Push,
  row: JournalTable | undefined,
  earlier: readonly Arrival[],
): Promise<Decision> {
  if (row === undefined || !(await mayWriteInto(tx, row, push.device))) {
    return { status: 'refused', code: 'forbidden' };
  }
  row.seen_at = push.receivedAt;
  const { from, prevHash } = push;
  if (from === 1 && prevHash !== genesisHash(push.journal)) {
    return { status: 'refused', code: 'bad-request' };
  }
  if (from > row.head + 1) return { status: 'gap', row };
  const known = await readKnown(tx, push, row, earlier);
  const forkAt = findFork(push, row, known.hashes);
  // Where its first fork was says nothing of this one's branch, which may have left it earlier.
  if (row.state === 'frozen') return { status: 'forked', row, at: forkAt ?? row.head + 1 };
  if (forkAt !== null) {
    row.state = 'frozen';
    row.fork_at = forkAt;
    await recordAct(tx, { who: push.device, act: 'fork', object: `${row.id}:${forkAt}` });
    return { status: 'forked', row, at: forkAt };
  }
  const fresh = push.arrivals.slice(Math.max(0, row.head + 1 - from));
  row.head += fresh.length;
  row.head_hash = fresh.at(-1)?.row.hash ?? row.head_hash;
  return { status: 'stored', row, fresh, refused: known.refused, again: known.again };
}

type Known = { hashes: Map<number, string>; refused: Refused; again: Arrival[] };

/** What the office already holds of the places this push speaks about, and of the one before. */
async function readKnown(
  tx: Tx,
  push: Push,
  row: JournalTable,
  earlier: readonly Arrival[],
): Promise<Known> {
  const { from } = push;
  if (from === row.head + 1) {
    return { hashes: new Map([[row.head, row.head_hash]]), refused: [], again: [] };
  }
  const to = Math.min(row.head, from + push.arrivals.length - 1);
  const stored = await readHashes(tx, push.journal, from - 1, to);
  const again = earlier.filter(
    (each) => each.row.journal === row.id && each.row.seq >= from - 1 && each.row.seq <= to,
  );
  const hashes = new Map(stored.map(({ seq, hash }) => [seq, hash]));
  for (const each of again) hashes.set(each.row.seq, each.row.hash);
  const refused = stored.flatMap(({ seq, problem }) =>
    problem !== null && seq >= from ? [{ seq, problem: problem as EntryProblem }] : [],
  );
  return { hashes, refused, again: again.filter((each) => each.row.seq >= from) };
}

/** [S3] The first place that holds other bytes than the push says: a journal written by two. */
function findFork(push: Push, row: JournalTable, hashes: Map<number, string>): number | null {
  const { from, prevHash } = push;
  const before = from - 1;
  if (before > 0 && hashes.get(before) !== prevHash) return before;
  for (const { row: arrival } of push.arrivals) {
    if (arrival.seq > row.head) return null;
    if (hashes.get(arrival.seq) !== arrival.hash) return arrival.seq;
  }
  return null;
}

/** [I19] Each push that stored something is an audit row in the chain of its journal. */
function receipt(push: Push, decision: Decision | undefined) {
  if (decision?.status !== 'stored' || decision.fresh.length === 0) return [];
  const { row, fresh } = decision;
  const last = fresh.at(-1)?.row;
  const audit = nextAuditRow(
    `journal:${row.id}`,
    { seq: row.receipts, hash: row.receipt_hash },
    {
      at: push.receivedAt,
      who: push.device,
      act: 'push',
      object: `${fresh[0]?.row.seq}-${last?.seq}:${last?.hash}`,
    },
  );
  row.receipts = audit.seq;
  row.receipt_hash = audit.hash;
  return [audit];
}

/**
 * A tablet goes on only from what the office acknowledged. When it does so beyond the head in the
 * running epoch, this office is older than its own promises: it was restored without being told.
 */
function hasLostEntries(push: Push, decision: Decision | undefined, office: Office): boolean {
  return decision?.status === 'gap' && push.epoch === office.epoch;
}

const EPOCH_PAUSE_MS = 60_000;

/**
 * Somebody was told an epoch this office does not know: it was put back to before that began. The
 * running one may have run in that history too, and have told other things in the same places.
 */
export async function isForgottenEpoch(
  reads: Reads,
  office: Office,
  said: string | null,
): Promise<boolean> {
  return said !== null && said !== office.epoch && !(await isKnownEpoch(reads, said));
}

/**
 * A new epoch loses nothing, so one claim suffices; but not one for every claim.
 * @param forgotten the epoch that is the claim, remembered so that nobody claims it again
 */
export async function renewEpoch(
  tx: Tx,
  office: Office,
  who: string,
  forgotten: string | null = null,
): Promise<Office> {
  const sinceMs = tx.clock.now() - office.started_at;
  // Before its beginning: the clock was set back, which must not hold up what tablets prove.
  if (sinceMs >= 0 && sinceMs < EPOCH_PAUSE_MS) return office;
  await recordAct(tx, { who, act: 'epoch', object: office.epoch });
  if (forgotten !== null) await rememberEpoch(tx, forgotten);
  return startEpoch(tx, 'a tablet knew more than this office', false);
}

function outcomeOf(tx: Tx, office: Office, decision: Decision): PushOutcome {
  if (decision.status === 'refused') return decision;
  const { row, status } = decision;
  const refused =
    decision.status === 'stored'
      ? [...decision.refused, ...refusedOf(decision.again), ...refusedOf(decision.fresh)]
      : [];
  const last = decision.status === 'stored' ? decision.fresh.at(-1)?.row : undefined;
  return {
    status,
    reply: {
      epoch: office.epoch,
      // A later push of the same journal in this transaction is not this one's to acknowledge.
      head: last?.seq ?? row.head,
      headHash: last?.hash ?? row.head_hash,
      safe: row.safe,
      serverTime: toInstant(tx.clock.now()),
      refused,
      fork: decision.status === 'forked' ? { at: decision.at } : null,
    },
  };
}

function refusedOf(arrivals: readonly Arrival[]): Refused {
  return arrivals.flatMap(({ row }) =>
    row.problem === null ? [] : [{ seq: row.seq, problem: row.problem as EntryProblem }],
  );
}

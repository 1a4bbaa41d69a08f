import { gunzipSync } from 'node:zlib';
import type { Store } from '@khop/server/store/store';
import { type Run, readPacked } from '@khop/shared/protocol/packed-page';
import type { PushReply } from '@khop/shared/protocol/push';

const MOST_IN_ONE_ACT = 2000;

/**
 * Hears every answer of the office before its tablet does, and holds it against the database as
 * anybody else would read it: what is said must be so at the moment it is said.
 */
export type Witness = {
  broken: string[];
  /** By journal, how far the office ever acknowledged it. */
  acked: Map<string, number>;
  /**
   * By journal, how far it was ever told to be in a proved backup. An office brought back from that
   * backup says less, for it was written before it was proved; what tablets freed is there all the same.
   */
  safe: Map<string, number>;
  requests: number;
  /** Begins an act; fails once more was asked in it than can be meant: it would never end [I10]. */
  begin(): Promise<never>;
  hear(path: string, asked: URLSearchParams, status: number, body: Uint8Array): Promise<void>;
  /** The office is of an earlier day: what it said since need not be so any more. */
  restored(): void;
};

export function openWitness(store: () => Store): Witness {
  const witness: Witness = {
    broken: [],
    acked: new Map(),
    safe: new Map(),
    requests: 0,
    begin() {
      count = 0;
      return new Promise((_, reject) => {
        giveUp = reject;
      });
    },
    hear,
    restored: () => told.clear(),
  };
  let count = 0;
  let giveUp: (error: Error) => void = () => {};
  const say = (promise: string) => void witness.broken.push(promise);
  /** By epoch, journal and seq: the hash that was told. */
  const told = new Map<string, string>();

  async function hear(path: string, asked: URLSearchParams, status: number, body: Uint8Array) {
    const [, api, kind = '', name = ''] = path.split('/');
    if (api !== 'api') return;
    witness.requests += 1;
    count += 1;
    if (count > MOST_IN_ONE_ACT) giveUp(new Error('[I10] asked and asked, without an end'));
    if (kind === 'journals' && (status === 200 || status === 409)) {
      await hearPush(
        decodeURIComponent(name),
        JSON.parse(Buffer.from(body).toString()) as PushReply,
      );
    }
    if (kind === 'scopes' && status === 200) {
      hearPull(decodeURIComponent(name), asked, body);
    }
  }

  async function hearPush(journal: string, reply: PushReply): Promise<void> {
    const { head, headHash, epoch, safe } = reply;
    witness.acked.set(journal, Math.max(head, witness.acked.get(journal) ?? 0));
    witness.safe.set(journal, Math.max(safe, witness.safe.get(journal) ?? 0));
    if (head === 0) return;
    const held = await store().read(({ db }) =>
      db
        .selectFrom('entry')
        .select(({ fn, eb }) => [
          fn.countAll().as('count'),
          fn.max(eb.case().when('seq', '=', head).then(eb.ref('hash')).end()).as('hash'),
        ])
        .where('journal', '=', journal)
        .where('seq', '<=', head)
        .executeTakeFirst(),
    );
    if (Number(held?.count) !== head) say(`[I2] acknowledged ${head}, stored ${held?.count}`);
    else if (held?.hash !== headHash)
      say(`[I5] acknowledged other bytes than are stored at ${head}`);
    const place = `${epoch} ${journal} ${head}`;
    const before = told.get(place);
    if (before !== undefined && before !== headHash) say(`[I5] the bytes at ${head} have changed`);
    told.set(place, headHash);
  }

  function hearPull(scope: string, asked: URLSearchParams, body: Uint8Array): void {
    const after = Number(asked.get('after'));
    const packed = readPacked(new Uint8Array(body));
    if (packed === null) {
      say(`[I9] a page of ${body.length} bytes that nobody can read`);
      return;
    }
    const { from, to, head, scope: told, runs } = packed.head;
    const records = packed.runs.flatMap((run, at) => openRun(run, runs[at]?.count ?? 0));
    if (told !== scope) say(`[I18] asked for ${scope}, told ${told}`);
    if (from > after) say(`[I9] a page begins at ${from}, beyond the cursor ${after}`);
    let last = from;
    for (const { pos } of records) {
      if (pos <= last) say(`[I9] position ${pos} after ${last}`);
      last = pos;
    }
    if (to < last || head < to) say(`[I9] a page ends at ${to}: its last is ${last}, head ${head}`);
    if (records.length === 0 && to < head) say(`[I9] an empty page stops at ${to} before ${head}`);
  }
  function openRun(run: Uint8Array, count: number): Run {
    const records = JSON.parse(gunzipSync(run).toString()) as Run;
    if (records.length !== count) say(`[I9] a run of ${records.length} records says ${count}`);
    return records;
  }
  return witness;
}

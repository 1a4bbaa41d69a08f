import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRow } from './fault-table.ts';
import { type FieldOptions, type FieldTablet, openFieldTablet } from './field-tablet.ts';
import { judgeSaved, lookAt, lostAcks, type OfficeFile } from './office-check.ts';
import type { OfficeProcess } from './office-process.ts';

/** The tablets of one office, all in the field at once. */
export type Crew = {
  fields: readonly FieldTablet[];
  /** All record and send for `ms`. */
  workFor(ms: number): Promise<void>;
  /**
   * All record and send; `ms` after the first acknowledgement `fault` befalls, and only then they stop
   * recording: a fault before anything was promised would prove nothing.
   */
  workUntil(ms: number, fault: () => Promise<void>): Promise<void>;
  /** Asks until nothing waits anywhere; answers how many entries still do. */
  drain(tries?: number): Promise<number>;
  saved(): number;
  /** Acknowledged entries that are not under these heads. */
  lostAcks(heads: ReadonlyMap<string, number>, atNs?: bigint): number;
  close(): Promise<void>;
};

/** What a crew was answered, by kind of request; a broken connection counts under `none`. */
export function tallyReplies() {
  const counts = new Map<string, number>();
  return {
    onReply({ method, path }: { method: string; path: string }, status: number | null) {
      const road = method === 'POST' ? 'push' : path === '/api/events' ? 'hints' : 'read';
      const key = `${road} ${status ?? 'none'}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    count: (key: string) => counts.get(key) ?? 0,
    /** An office in trouble says 503 or 507; 500 is a bug. */
    bugs: () => [...counts.keys()].filter((key) => / 5\d\d$/.test(key) && !/ 50[37]$/.test(key)),
    clear: () => counts.clear(),
  };
}

export type CrewOptions = Pick<FieldOptions, 'seed'> &
  Partial<FieldOptions> & {
    /** What one tablet has that the others have not. */
    each?: (nth: number) => Partial<FieldOptions>;
  };

export async function openCrew(
  office: OfficeProcess,
  { each, ...options }: CrewOptions,
): Promise<Crew> {
  const fields: FieldTablet[] = [];
  for (const [nth, invitation] of office.invitations.entries()) {
    const seed = options.seed * 10 + nth;
    fields.push(await openFieldTablet({ url: office.url, invitation, hurry: 4, ...options, seed }));
  }
  const heard = () => fields.reduce((sum, { acks }) => sum + acks.length, 0);
  async function work(during: () => Promise<unknown>): Promise<void> {
    const shift = new AbortController();
    const shifts = fields.map((field) => field.work(shift.signal));
    try {
      await during();
    } finally {
      shift.abort();
      await Promise.all(shifts);
    }
  }
  return {
    fields,
    workFor: (ms) => work(() => sleep(ms)),
    workUntil: (ms, fault) =>
      work(async () => {
        const before = heard();
        const late = performance.now() + 10_000;
        while (heard() === before && performance.now() < late) await sleep(1);
        await sleep(ms);
        await fault();
      }),
    async drain(tries = 5) {
      await Promise.all(fields.map((field) => field.drain(tries)));
      return fields.reduce((sum, { tablet }) => sum + tablet.status.get().waiting, 0);
    },
    saved: () => fields.reduce((sum, { saved }) => sum + saved.size, 0),
    lostAcks: (heads, atNs) =>
      fields.reduce((sum, { acks }) => sum + lostAcks(acks, heads, atNs ?? null), 0),
    async close() {
      for (const field of fields) await field.close();
    },
  };
}

/** Lets the crew hand over all it holds, and counts in the office's database what is there. */
export async function settleAndJudge(
  row: FaultRow,
  crew: Crew,
  office: OfficeProcess,
  look: () => Promise<OfficeFile> = () => lookAt(office.file, 'live'),
): Promise<void> {
  const waiting = await crew.drain();
  if (waiting > 0) row.broken.push(`[I10] ${waiting} entries still wait`);
  for (const { tablet } of crew.fields) {
    const [held] = tablet.status.get().quarantine;
    if (held !== undefined) row.broken.push(`[I6] ${held.kind} is refused: ${held.problem}`);
  }
  const after = await look();
  row.broken.push(...after.broken);
  const { lost, doubled } = judgeSaved(crew.fields, after.timesById);
  row.lost += lost;
  row.doubled += doubled;
  if (crew.fields.some(({ acks }) => acks.length === 0)) {
    row.broken.push('void: no acknowledgement was seen');
  }
}

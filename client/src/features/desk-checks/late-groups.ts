import type { DeskQuarantine } from '@khop/shared/protocol/desk';

export type QuarantineRow = DeskQuarantine['rows'][number];

/** What one person recorded on one revoked tablet: decided about as a whole. */
export type LateGroup = {
  journal: string;
  device: string;
  operator: string;
  rejected: boolean;
  mayDecide: boolean;
  seqs: number[];
  doses: number;
  /** The first and the last, by the tablet's clock. */
  from: string;
  to: string;
};

/** [L7] Those still to be decided first. A request holds 500 places, and so does the office's list. */
export function groupLate(rows: readonly QuarantineRow[]): LateGroup[] {
  const groups = new Map<string, LateGroup>();
  for (const { journal, seq, device, kind, late } of rows) {
    if (late === null) continue;
    const { operator, recordedAt: at, rejected, mayDecide } = late;
    const key = JSON.stringify([journal, operator, rejected]);
    const one = { journal, device, operator, rejected, mayDecide };
    const group = groups.get(key) ?? { ...one, seqs: [], doses: 0, from: at, to: at };
    group.seqs.push(seq);
    if (kind === 'dose-recorded') group.doses += 1;
    if (at < group.from) group.from = at;
    if (at > group.to) group.to = at;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => Number(a.rejected) - Number(b.rejected));
}

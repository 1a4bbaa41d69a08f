import type { DeskPerson } from '@khop/shared/protocol/desk';
import { dayOf, type Instant } from '@khop/shared/time';
import { type HistoryStep, historyOf } from './history.ts';

/** Somebody had this record in front of them. */
export type Touch = { key: string; who: string; at: Instant } & (
  | { kind: 'changed'; step: HistoryStep }
  /** Opened at the desk; looks of one person on one day are told together, `at` the last of them. */
  | { kind: 'saw'; times: number }
);

/** [A21] Who changed the record and who saw it, the latest first. */
export function touchesOf({ record, looks }: Pick<DeskPerson, 'record' | 'looks'>): Touch[] {
  const changed = historyOf(record).flatMap((step): Touch[] =>
    'by' in step
      ? [{ key: step.key, who: step.by.operator, at: step.at, kind: 'changed', step }]
      : [],
  );
  const byDay = Map.groupBy(looks, ({ who, at }) => `saw:${dayOf(at)}:${who}`);
  const saw = [...byDay].flatMap(([key, its]): Touch[] => {
    const [last] = its;
    return last ? [{ key, who: last.who, at: last.at, kind: 'saw', times: its.length }] : [];
  });
  return [...changed, ...saw].toSorted((a, b) => b.at.localeCompare(a.at));
}

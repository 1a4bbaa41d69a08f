import { type Hint, type HintCode, likelyCauses } from '@khop/shared/hint';
import type { PersonRecord } from '@khop/shared/record';
import type { Task } from '@khop/shared/task';
import { type Day, dayOf, type Instant } from '@khop/shared/time';
import type { PersonRow, Register } from '../../tablet.ts';
import { isRefuted } from './suggestion.ts';

export type TaskKind = Task['kind'];

/** A line of the list: the task, the person, and the likeliest cause where one is known. */
export type WorkLine = {
  task: Task;
  person: PersonRow;
  cause: Hint | null;
  triesToday: number;
  amendedAt: Instant | null;
};

/** Lines that share a likely cause. `rechecking` waits for the registry and asks for nothing. */
export type WorkGroup = { cause: HintCode | 'none' | 'rechecking'; lines: WorkLine[] };

/** Every task of this tablet with its likeliest cause. Asks the register only: works offline. */
export async function readWork(
  register: Register,
  today: Day,
  site: string | null,
): Promise<WorkLine[]> {
  const rows = (await register.tasks()).filter(({ task }) => isTaskOf(task, site));
  return Promise.all(
    rows.map(async ({ task, person }) => {
      const view = task.kind === 'mismatch' ? await register.person(person.id) : null;
      const record = view?.record ?? null;
      return {
        task,
        person,
        cause: record === null ? null : (causesOf(record)[0] ?? null),
        triesToday: record === null ? 0 : triesOn(record, today),
        amendedAt: record?.versions.at(-1)?.at ?? null,
      };
    }),
  );
}

/** [T5] The time of a dose is settled where it was given; `site` null sees every site's. */
export function isTaskOf(task: Task, site: string | null): boolean {
  return task.kind !== 'time' || site === null || task.site === site;
}

/**
 * [H1] Our own guesses from what the record itself says, the likeliest first; those the registry has
 * already called wrong are left out.
 */
export function causesOf(
  record: PersonRecord,
  others: NonNullable<Parameters<typeof likelyCauses>[1]['others']> = {},
): Hint[] {
  const { identity, origins } = record;
  const cardNumber = others.cardNumber ?? null;
  const causes = likelyCauses(identity, {
    origins: defined(origins),
    others: { ...others, cardNumber },
  });
  return causes.filter((cause) => !isRefuted(cause, record));
}

function defined(origins: PersonRecord['origins']) {
  const { fullName, birthDate, sex, number } = origins;
  return {
    ...(fullName && { fullName }),
    ...(birthDate && { birthDate }),
    ...(sex && { sex }),
    ...(number && { number }),
  };
}

/** How often the registry has said "wrong" on that day: asking costs, so tries are counted in sight. */
export function triesOn(record: PersonRecord, on: Day): number {
  return record.verdicts.filter(
    (verdict) => verdict.answer === 'mismatch' && dayOf(verdict.answeredAt) === on,
  ).length;
}

/** The lines of one kind by likely cause: the group with the oldest line first, oldest line first. */
export function groupWork(lines: readonly WorkLine[], kind: TaskKind): WorkGroup[] {
  const groups = new Map<WorkGroup['cause'], WorkLine[]>();
  const sorted = lines
    .filter((line) => line.task.kind === kind)
    .toSorted((a, b) => a.task.since.localeCompare(b.task.since));
  for (const line of sorted) {
    const cause = line.task.state === 'rechecking' ? 'rechecking' : (line.cause?.code ?? 'none');
    const group = groups.get(cause);
    if (group) group.push(line);
    else groups.set(cause, [line]);
  }
  const all = [...groups].map(([cause, each]) => ({ cause, lines: each }));
  return [
    ...all.filter((group) => group.cause !== 'rechecking'),
    ...all.filter((group) => group.cause === 'rechecking'),
  ];
}

export function countWork(lines: readonly WorkLine[]): Record<TaskKind, number> {
  const counts = { mismatch: 0, incomplete: 0, conflict: 0, time: 0 };
  for (const line of lines) counts[line.task.kind]++;
  return counts;
}

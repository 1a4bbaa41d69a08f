import type { Hint } from '@khop/shared/hint';
import type { Id } from '@khop/shared/ids';
import type { Task } from '@khop/shared/task';
import type { PersonRow, PersonView, Register } from '../../tablet.ts';
import { causesOf, type TaskKind } from './work-list.ts';

/** Everything one task shows, from the register alone. `task` is null once it has closed itself. */
export type TaskView = {
  view: PersonView;
  task: Task | null;
  causes: Hint[];
  /** Others that hold the same number: a person looks which of them it is. */
  sharing: PersonRow[];
};

const KINDS: readonly string[] = [
  'mismatch',
  'incomplete',
  'conflict',
  'time',
] satisfies readonly TaskKind[];

/** Tasks are named `<kind>:<person>…`; a bare person id means whatever they need most. */
export function personOfTask(id: string): Id {
  const [kind, person] = id.split(':');
  return person !== undefined && kind !== undefined && KINDS.includes(kind) ? person : id;
}

export async function readTask(register: Register, id: string): Promise<TaskView | null> {
  const person = personOfTask(id);
  const view = await register.person(person);
  if (view === null) return null;
  const { identity } = view.record;
  const task = (id === person ? view.tasks[0] : view.tasks.find((each) => each.id === id)) ?? null;
  const sameNumber = identity.number === null ? [] : await register.byNumber(identity.number.value);
  const sharing = sameNumber.filter((each) => each.id !== person);
  const near = await register.near(identity, person);
  const nearNames = near
    .map((each) => each.person.fullName)
    .filter((name) => name !== identity.fullName)
    .slice(0, 2);
  const causes = causesOf(view.record, { sharedWith: sharing.length, nearNames });
  return { view, task, causes, sharing };
}

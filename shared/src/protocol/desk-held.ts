import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import { Instant } from '../time.ts';

// Questions to the population database that wait for a second person (oracle.ts). Of one build with
// the office, as desk.ts.

const Why = z.enum(['variants-today', 'variants-ever', 'questions-today']);

/** `GET /api/desk/held`: within the asker's scopes. */
export const DeskHeld = z.object({
  rows: z.array(
    z.object({
      job: z.string(),
      person: Id,
      fullName: z.string(),
      why: Why,
      /** In whose name it would be asked. */
      officer: z.string(),
      /** When it goes on by itself; null: never. */
      until: z.nullable(Instant),
      /** False for whoever typed something about this citizen. */
      mayRelease: z.boolean(),
    }),
  ),
  /** More values of one field were tried than a slip explains. */
  alerts: z.array(
    z.object({
      person: Id,
      fullName: z.string(),
      field: z.enum(['fullName', 'sex', 'birthDate', 'number']),
      officer: z.string(),
      at: Instant,
    }),
  ),
});
export type DeskHeld = z.infer<typeof DeskHeld>;

import * as z from 'zod/mini';
import { Instant } from '../time.ts';

/**
 * `GET /api/desk/recovery`: whether the office was put back to an earlier day and still waits for
 * tablets of the asker's sites [S8]; null where it does not. As in desk.ts: no part of the frozen wire.
 */
export const DeskRecovery = z.object({
  recovering: z.nullable(
    z.object({
      since: Instant,
      /** Tablets heard in the days before, and how many of them have sent since. */
      tablets: z.int(),
      heard: z.int(),
      /** Whether the asker may say that enough have. */
      mayRelease: z.boolean(),
    }),
  ),
});
export type DeskRecovery = z.infer<typeof DeskRecovery>;

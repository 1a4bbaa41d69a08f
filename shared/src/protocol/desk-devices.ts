import * as z from 'zod/mini';
import { Instant } from '../time.ts';

// What the desk asks about tablets (as in desk.ts: read online, no part of the frozen wire).

/** `GET /api/desk/devices`: the tablets of the asker's sites. */
export const DeskDevice = z.object({
  id: z.string(),
  name: z.string(),
  siteName: z.string(),
  state: z.enum(['waiting', 'in-use', 'revoked']),
  enrolledAt: Instant,
  enrolledBy: z.string(),
  /** The asker made its code: somebody else has to approve it [L4]. */
  isOwnCode: z.boolean(),
  approvedBy: z.nullable(z.string()),
  seenAt: Instant,
  revokedAt: z.nullable(Instant),
  /** Entries the office has of it. */
  entries: z.int(),
  /** How often two copies of its storage wrote on the same journal. */
  forks: z.int(),
});
export type DeskDevice = z.infer<typeof DeskDevice>;

export const DeskDevices = z.object({ rows: z.array(DeskDevice), mayChange: z.boolean() });
export type DeskDevices = z.infer<typeof DeskDevices>;

/** `POST /api/desk/devices/:id/name` */
export const DeviceName = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
});

import type { AdminReason } from '@khop/shared/protocol/desk-admin';
import type { AppointmentRefusal } from '../access/appointments.ts';

type Told = { field: 'user' | 'role' | 'site' | 'unit' | 'from' | 'until'; reason: AdminReason };

/** A refusal of the law as it is told, beside the field it is about. */
export function reasonOf(refused: AppointmentRefusal): Told {
  switch (refused) {
    case 'no-account':
      return { field: 'user', reason: 'unknown-user' };
    case 'no-site':
      return { field: 'site', reason: 'unknown-site' };
    case 'no-unit':
      return { field: 'unit', reason: 'unknown-unit' };
    case 'unit-not-standing':
      return { field: 'unit', reason: refused };
    case 'wrong-place':
      return { field: 'role', reason: refused };
    case 'ends-before-it-begins':
      return { field: 'until', reason: refused };
    case 'other-role':
      return { field: 'role', reason: refused };
    case 'held-already':
      return { field: 'from', reason: refused };
  }
}

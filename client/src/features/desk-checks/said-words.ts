import { saidAt } from '@khop/shared/dose-time';
import type { DeskPerson } from '@khop/shared/protocol/desk';
import type { Said } from '@khop/shared/record';
import { t } from '@lingui/core/macro';
import { formatMoment } from '../../app/format.ts';

export function operatorOf({ operators }: DeskPerson, id: string): string {
  return operators.find((each) => each.id === id)?.fullName ?? t`người không còn trong danh sách`;
}

export function deviceOf({ devices }: DeskPerson, journal: string): string {
  return devices.find((each) => each.journal === journal)?.name ?? t`trung tâm`;
}

export function siteOf({ sites }: DeskPerson, id: string): string {
  return sites.find((each) => each.id === id)?.name ?? id;
}

/** Who, on which device, when by the office's clock. */
export function saidWords(found: DeskPerson, said: Said): string[] {
  const { operator, journal } = said;
  return [operatorOf(found, operator), deviceOf(found, journal), formatMoment(saidAt(said))];
}

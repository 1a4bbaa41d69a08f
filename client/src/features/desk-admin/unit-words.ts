import type { AdminUnitRow } from '@khop/shared/protocol/desk-admin';
import { t } from '@lingui/core/macro';
import { formatDay } from '../../app/format.ts';

/** "00001 · danh mục 2026-04 · Tỉnh Phú Thọ · từ 30/04/2026". */
export function unitNotes(row: AdminUnitRow): string[] {
  const { unit, above } = row;
  const { edition, code } = unit;
  return [code, t`danh mục ${edition}`, ...above, validWords(row)];
}

export function validWords({ validFrom, validTo }: AdminUnitRow): string {
  const from = validFrom === null ? null : formatDay(validFrom);
  const to = validTo === null ? null : formatDay(validTo);
  if (from === null) return to === null ? t`đang có hiệu lực` : t`đến hết ${to}`;
  return to === null ? t`từ ${from}` : t`từ ${from} đến hết ${to}`;
}

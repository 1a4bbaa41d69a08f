import type { Grant } from '@khop/shared/protocol/enrol';
import { t } from '@lingui/core/macro';
import type { TabletState } from '../tablet.ts';

export function roleWords(role: Grant['role']): string {
  switch (role) {
    case 'vaccinator':
      return t`Người tiêm`;
    case 'head-of-site':
      return t`Người đứng đầu cơ sở`;
    case 'health-station':
      return t`Trạm y tế`;
    case 'hamlet-team':
      return t`Tổ công tác Đề án 06`;
    case 'commune-police':
      return t`Công an xã`;
    case 'commune-chairman':
      return t`Chủ tịch UBND xã`;
    case 'district-health':
      return t`Y tế khu vực`;
    case 'ministry':
      return t`Bộ Y tế`;
    case 'administrator':
      return t`Quản trị`;
  }
}

const COLOURS = 4;

/** One of the colours of pieces.css; a tablet with more people than colours uses them again. */
export function operatorColour(colour: number): number {
  return colour % COLOURS;
}

/** The name behind an account id, as far as this tablet knows the site's people. */
export function operatorName(state: TabletState, id: string): string {
  if (state.at !== 'open' && state.at !== 'locked') return id;
  const known = [...state.operators, ...state.site.operators].find((each) => each.id === id);
  return known?.fullName ?? t`người ở cơ sở khác`;
}

import type { UnitKey } from '@khop/shared/entry';
import type { Unit, UnitChange } from '@khop/shared/unit';

// A commune that does not exist, in a real province: codes from 99901 on are given to no unit.
const BEFORE = { edition: '2025-06', validFrom: null, validTo: '2025-06-30' };
const NOW = { edition: '2026-04', validFrom: '2026-04-30', validTo: null };

export const COMMUNE: UnitKey = { edition: NOW.edition, code: '99901' };
export const COMMUNE_NAME = 'Xã Bình Lâm';
export const SITE = {
  id: 'tram-y-te-binh-lam',
  name: 'Trạm y tế xã Bình Lâm',
  points: [
    'Trạm y tế',
    'Nhà văn hoá thôn 3',
    'Trường tiểu học Lâm Hoà',
    'Điểm lưu động buôn Ea Mẫu',
  ],
};

/** The three old communes that became one; many addresses still name them. */
export const OLD_COMMUNES = [
  { code: '99901', name: 'Xã Bình Lâm', hamlets: ['Thôn 1', 'Thôn 2', 'Thôn 3', 'Thôn 4'] },
  { code: '99902', name: 'Xã Lâm Hoà', hamlets: ['Thôn Hoà An', 'Thôn Hoà Bình', 'Thôn Đoàn Kết'] },
  { code: '99903', name: 'Xã Ea Mẫu', hamlets: ['Buôn Ea Mẫu', 'Buôn Kla', 'Thôn Tân Lập'] },
] as const;

export const UNITS: readonly Unit[] = [
  { ...BEFORE, code: '66', level: 'province', name: 'Tỉnh Đắk Lắk', parent: null },
  { ...BEFORE, code: '999', level: 'district', name: 'Huyện Ví Dụ', parent: '66' },
  ...OLD_COMMUNES.map(({ code, name }): Unit => {
    return { ...BEFORE, code, level: 'commune', name, parent: '999' };
  }),
  { ...NOW, code: '66', level: 'province', name: 'Tỉnh Đắk Lắk', parent: null },
  { ...NOW, code: COMMUNE.code, level: 'commune', name: COMMUNE_NAME, parent: '66' },
];

export const UNIT_CHANGES: readonly UnitChange[] = OLD_COMMUNES.map(({ code }) => ({
  from: { edition: BEFORE.edition, code },
  to: COMMUNE,
}));

/** An address as the cards of either edition print it. */
export function addressIn(edition: 'before' | 'now', hamlet: string, oldCommune: string): string {
  return edition === 'before'
    ? `${hamlet}, ${oldCommune}, Huyện Ví Dụ, Tỉnh Đắk Lắk`
    : `${hamlet}, ${COMMUNE_NAME}, Tỉnh Đắk Lắk`;
}

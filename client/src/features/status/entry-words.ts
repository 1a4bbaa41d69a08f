import type { EntryKind } from '@khop/shared/entry';
import { plural, t } from '@lingui/core/macro';

/** `3 mũi tiêm`: how many facts of a kind wait, in the words of the screens they were made on. */
export function countedKindWords(kind: EntryKind, count: number): string {
  switch (kind) {
    case 'person-registered':
      return plural(count, { other: '# đối tượng tiêm mới' });
    case 'identity-amended':
      return plural(count, { other: '# lượt sửa thông tin' });
    case 'contact-amended':
      return plural(count, { other: '# lượt sửa liên hệ' });
    case 'dose-planned':
      return plural(count, { other: '# lượt hẹn tiêm' });
    case 'absence-noted':
      return plural(count, { other: '# lượt ghi vắng' });
    case 'screening-recorded':
      return plural(count, { other: '# lượt khám sàng lọc' });
    case 'dose-recorded':
      return plural(count, { other: '# mũi tiêm' });
    case 'dose-amended':
      return plural(count, { other: '# lượt sửa mũi tiêm' });
    case 'dose-voided':
      return plural(count, { other: '# lượt hủy mũi tiêm' });
    case 'observation-recorded':
      return plural(count, { other: '# lượt theo dõi sau tiêm' });
    case 'reaction-recorded':
      return plural(count, { other: '# phản ứng sau tiêm' });
    case 'duplicate-judged':
      return plural(count, { other: '# quyết định trùng hồ sơ' });
    case 'session-opened':
      return plural(count, { other: '# lượt mở buổi tiêm' });
    case 'session-changed':
      return plural(count, { other: '# lượt sửa buổi tiêm' });
    case 'vial-opened':
      return plural(count, { other: '# lượt mở lọ' });
    case 'session-closed':
      return plural(count, { other: '# lượt kết thúc buổi tiêm' });
    case 'lot-received':
      return plural(count, { other: '# lượt nhận lô' });
    case 'identity-checked':
    case 'persons-linked':
      return plural(count, { other: '# lượt của trung tâm' });
  }
}

/** One entry, to name a line in quarantine: `Mũi tiêm`. */
export function kindWords(kind: EntryKind): string {
  switch (kind) {
    case 'person-registered':
      return t`Đối tượng tiêm mới`;
    case 'identity-amended':
      return t`Sửa thông tin`;
    case 'contact-amended':
      return t`Sửa liên hệ`;
    case 'dose-planned':
      return t`Hẹn tiêm`;
    case 'absence-noted':
      return t`Ghi vắng`;
    case 'screening-recorded':
      return t`Khám sàng lọc`;
    case 'dose-recorded':
      return t`Mũi tiêm`;
    case 'dose-amended':
      return t`Sửa mũi tiêm`;
    case 'dose-voided':
      return t`Hủy mũi tiêm`;
    case 'observation-recorded':
      return t`Theo dõi sau tiêm`;
    case 'reaction-recorded':
      return t`Phản ứng sau tiêm`;
    case 'duplicate-judged':
      return t`Quyết định trùng hồ sơ`;
    case 'session-opened':
      return t`Mở buổi tiêm`;
    case 'session-changed':
      return t`Sửa buổi tiêm`;
    case 'vial-opened':
      return t`Mở lọ`;
    case 'session-closed':
      return t`Kết thúc buổi tiêm`;
    case 'lot-received':
      return t`Nhận lô`;
    case 'identity-checked':
    case 'persons-linked':
      return t`Việc của trung tâm`;
  }
}

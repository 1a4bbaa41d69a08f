import type { EntryProblem } from '@khop/shared/protocol/problem';
import { t } from '@lingui/core/macro';

/** Why the office could not use an entry, and what mends it. Nothing is lost: it holds the entry. */
export function entryProblemWords(problem: EntryProblem): { why: string; cure: string } {
  switch (problem) {
    case 'bad-envelope':
      return {
        why: t`Trung tâm không đọc được lượt ghi này.`,
        cure: t`Báo người phụ trách kèm số lượt. Mở hồ sơ xem có cần ghi lại không.`,
      };
    case 'unknown-kind':
      return {
        why: t`Máy này mới hơn phần mềm ở trung tâm.`,
        cure: t`Không phải ghi lại. Báo người phụ trách cập nhật trung tâm.`,
      };
    case 'bad-body':
      return {
        why: t`Có ô trung tâm không nhận.`,
        cure: t`Mở hồ sơ, xem lại từng ô rồi ghi lại.`,
      };
    case 'bad-signature':
      return {
        why: t`Chữ ký của lượt ghi không phải của người đứng tên.`,
        cure: t`Báo người phụ trách kèm số lượt. Người đã tiêm mở hồ sơ và ghi lại.`,
      };
    case 'after-revocation':
      return {
        why: t`Lượt ghi này có sau khi máy bị thu hồi.`,
        cure: t`Báo trưởng cơ sở tiêm: trung tâm giữ lượt này và cần họ duyệt.`,
      };
    case 'office-only':
      return {
        why: t`Việc này chỉ trung tâm được ghi.`,
        cure: t`Không phải ghi lại. Báo người phụ trách kèm số lượt.`,
      };
    case 'subject-unknown':
      return {
        why: t`Trung tâm chưa có hồ sơ mà lượt ghi này nói tới.`,
        cure: t`Mở hồ sơ xem đúng người, rồi gửi lại hồ sơ và lượt ghi.`,
      };
    case 'subject-other-type':
      return {
        why: t`Lượt ghi nói tới một thứ khác loại.`,
        cure: t`Mở hồ sơ và ghi lại từ đầu.`,
      };
    case 'dose-unknown':
      return {
        why: t`Trung tâm chưa có mũi tiêm mà lượt ghi này nói tới.`,
        cure: t`Mở hồ sơ, xem mũi tiêm đã gửi chưa, rồi ghi lại lượt này.`,
      };
    case 'already-registered':
      return {
        why: t`Trung tâm đã có hồ sơ này.`,
        cure: t`Mở hồ sơ. Nếu thông tin khác nhau, sửa trong hồ sơ đó.`,
      };
  }
}

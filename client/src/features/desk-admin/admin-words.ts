import type { AdminAppointment, AdminReason, ImportChange } from '@khop/shared/protocol/desk-admin';
import { t } from '@lingui/core/macro';
import { formatMoment } from '../../app/format.ts';
import { roleWords } from '../../parts/operator-words.ts';

/** What is wrong, and what to do about it. */
export function reasonWords(reason: AdminReason): string {
  switch (reason) {
    case 'missing':
      return t`Bỏ trống. Điền vào.`;
    case 'too-long':
      return t`Quá dài. Rút ngắn lại.`;
    case 'unreadable':
      return t`Không đọc được. Chỉ dùng chữ không dấu, số và dấu gạch ngang.`;
    case 'lost-zero':
      return t`Mất số 0 ở đầu. Định dạng cột là văn bản rồi nhập lại từ bản gốc.`;
    case 'not-a-day':
      return t`Không phải ngày. Ghi như 30/06/2026 hoặc 30/06/2026 12:00.`;
    case 'unknown-kind':
      return t`Không có loại này. Ghi công lập, tư nhân hoặc lưu động.`;
    case 'unknown-role':
      return t`Không có vai trò này. Xem trang Hướng dẫn của tệp mẫu.`;
    case 'yes-or-no':
      return t`Không phải có hay không. Ghi có hoặc không.`;
    case 'unknown-unit':
      return t`Không có đơn vị nào mang mã này vào ngày đó. Xem lại mã.`;
    case 'unknown-site':
      return t`Không có cơ sở đang mở nào mang mã này. Thêm cơ sở trước.`;
    case 'unknown-user':
      return t`Không có tài khoản này. Thêm người trước.`;
    case 'twice':
      return t`Hai dòng cùng mã. Giữ một dòng.`;
    case 'parent-needed':
      return t`Điểm lưu động phải thuộc một cơ sở. Ghi mã cơ sở quản lý.`;
    case 'place-needed':
      return t`Thiếu nơi làm việc. Ghi mã cơ sở hoặc mã đơn vị.`;
    case 'two-places':
      return t`Hai nơi trên một dòng. Tách thành hai dòng.`;
    case 'missing-column':
      return t`Thiếu cột này. Dùng tệp mẫu.`;
    case 'wrong-place':
      return t`Vai trò này không giữ ở nơi như vậy. Chọn nơi khác hoặc vai trò khác.`;
    case 'ends-before-it-begins':
      return t`Kết thúc trước khi bắt đầu. Sửa ngày.`;
    case 'other-role':
      return t`Người này đang giữ vai trò khác trong thời gian đó. Kết thúc vai trò cũ trước.`;
    case 'held-already':
      return t`Người này đã được bổ nhiệm ở đây trong thời gian đó.`;
    case 'unit-not-standing':
      return t`Đơn vị không có hiệu lực vào ngày bắt đầu. Dùng mã đang hiệu lực.`;
    case 'over-already':
      return t`Bổ nhiệm này đã kết thúc sớm hơn. Thêm bổ nhiệm mới nếu cần.`;
    case 'not-a-code':
      return t`Không phải mã đơn vị. Tỉnh 2 chữ số, xã 5 chữ số, thôn và tổ từ 1 đến 999.`;
    case 'two-names':
      return t`Một mã có hai tên. Giữ một tên.`;
    case 'two-parents':
      return t`Một mã thuộc hai đơn vị cấp trên. Giữ một.`;
    case 'unknown-parent':
      return t`Không có đơn vị cấp trên mang mã này. Thêm đơn vị đó, hoặc sửa mã.`;
    case 'stands-twice':
      return t`Trùng hiệu lực với đơn vị khác cùng mã. Sửa ngày, hoặc ghi ở trang Thay đổi đơn vị cũ thành đơn vị nào.`;
    case 'goes-back':
      return t`Đơn vị mới phải có hiệu lực sau đơn vị cũ. Sửa ngày.`;
    case 'ended-already':
      return t`Đơn vị này đã thôi hiệu lực.`;
    case 'user-taken':
      return t`Tên đăng nhập đã có. Chọn tên khác.`;
  }
}

/** Why a workbook was not read at all. */
export function fileWords(problem: string): string {
  switch (problem) {
    case 'too-large':
      return t`Tệp lớn hơn 10 MB. Chia thành nhiều tệp.`;
    case 'too-many-rows':
      return t`Một trang có hơn 50.000 dòng. Chia thành nhiều tệp.`;
    case 'encrypted-or-old':
      return t`Tệp có mật khẩu hoặc là tệp .xls cũ. Lưu lại thành .xlsx, không mật khẩu.`;
    case 'macros':
      return t`Tệp có macro. Lưu lại thành .xlsx.`;
    case 'links':
      return t`Tệp lấy dữ liệu từ tệp khác. Dán lại dưới dạng giá trị.`;
    case 'formulas':
      return t`Tệp có công thức. Dán lại dưới dạng giá trị.`;
    case 'no-sheets':
      return t`Không thấy trang Cơ sở, Người dùng hay Bổ nhiệm. Dùng tệp mẫu.`;
    case 'no-unit-sheets':
      return t`Không thấy trang Đơn vị, Thay đổi hay Thôn, tổ. Dùng tệp mẫu.`;
    case 'too-slow':
      return t`Đọc tệp quá lâu. Chia thành nhiều tệp.`;
    default:
      return t`Tệp hỏng hoặc không phải Excel. Lưu lại thành .xlsx rồi thử lại.`;
  }
}

export function changeWords(kind: ImportChange['kind']): string {
  switch (kind) {
    case 'site-added':
      return t`Thêm cơ sở`;
    case 'site-changed':
      return t`Sửa cơ sở`;
    case 'account-added':
      return t`Thêm người`;
    case 'account-renamed':
      return t`Đổi họ tên`;
    case 'appointed':
      return t`Bổ nhiệm`;
    case 'appointment-ended':
      return t`Kết thúc bổ nhiệm`;
    case 'unit-added':
      return t`Thêm đơn vị`;
    case 'unit-changed':
      return t`Sửa đơn vị`;
    case 'unit-ended':
      return t`Đơn vị thôi hiệu lực`;
    case 'units-connected':
      return t`Nối đơn vị cũ với đơn vị mới`;
  }
}

/** "Người tiêm · Trạm y tế xã Bình Lâm". */
export function heldWords({ role, placeName }: AdminAppointment): string {
  return placeName === '' ? roleWords(role) : `${roleWords(role)} · ${placeName}`;
}

export function spanWords({ from, until }: AdminAppointment): string {
  const start = formatMoment(from);
  if (until === null) return t`từ ${start}`;
  const end = formatMoment(until);
  return t`từ ${start} đến ${end}`;
}

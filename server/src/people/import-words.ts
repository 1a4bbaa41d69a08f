import type { AdminReason, ImportChange, ImportProblem } from '@khop/shared/protocol/desk-admin';

/** Reason and cure, for the command line; the desk has them in its own languages. */
const WORDS: Record<AdminReason, [string, string]> = {
  missing: ['bỏ trống', 'điền vào rồi nhập lại'],
  'too-long': ['quá dài', 'rút ngắn'],
  unreadable: ['không đọc được', 'chỉ dùng chữ không dấu, số và dấu gạch ngang'],
  'lost-zero': ['mất số 0 ở đầu', 'định dạng cột là văn bản rồi nhập lại từ gốc'],
  'not-a-day': ['không phải ngày', 'ghi 30/06/2026 hoặc 30/06/2026 12:00'],
  'unknown-kind': ['không có loại này', 'ghi công lập, tư nhân hoặc lưu động'],
  'unknown-role': ['không có vai trò này', 'xem trang Hướng dẫn của tệp mẫu'],
  'yes-or-no': ['không phải có hay không', 'ghi có hoặc không'],
  'unknown-unit': ['không có đơn vị nào mang mã này vào ngày đó', 'xem lại mã, hoặc nhập danh mục'],
  'unknown-site': ['không có cơ sở này', 'thêm cơ sở vào trang Cơ sở'],
  'unknown-user': ['không có tài khoản này', 'thêm vào trang Người dùng'],
  twice: ['hai dòng cùng mã', 'giữ một dòng'],
  'parent-needed': ['điểm lưu động phải thuộc một cơ sở', 'ghi mã cơ sở quản lý'],
  'place-needed': ['thiếu nơi làm việc', 'ghi mã cơ sở hoặc mã đơn vị'],
  'two-places': ['hai nơi trên một dòng', 'tách thành hai dòng'],
  'missing-column': ['thiếu cột này', 'dùng tệp mẫu'],
  'wrong-place': ['vai trò này không giữ ở nơi như vậy', 'xem trang Hướng dẫn của tệp mẫu'],
  'ends-before-it-begins': ['kết thúc trước khi bắt đầu', 'sửa ngày'],
  'other-role': ['đang giữ vai trò khác trong thời gian này', 'kết thúc vai trò cũ trước'],
  'held-already': ['đã được bổ nhiệm ở nơi này', 'bỏ dòng này'],
  'unit-not-standing': ['đơn vị không có hiệu lực vào ngày bắt đầu', 'dùng mã đang hiệu lực'],
  'over-already': ['bổ nhiệm này đã kết thúc sớm hơn', 'thêm dòng mới với ngày bắt đầu mới'],
  'not-a-code': ['không phải mã đơn vị', 'tỉnh 2 chữ số, xã 5 chữ số, thôn từ 1 đến 999'],
  'two-names': ['một mã có hai tên', 'giữ một tên cho một mã'],
  'two-parents': ['một mã thuộc hai đơn vị cấp trên', 'một đơn vị chỉ thuộc một đơn vị cấp trên'],
  'unknown-parent': ['không có đơn vị cấp trên', 'thêm đơn vị cấp trên, hoặc sửa mã'],
  'stands-twice': [
    'trùng hiệu lực với đơn vị khác cùng mã',
    'sửa ngày hiệu lực, hoặc ghi thay đổi ở trang Thay đổi',
  ],
  'goes-back': ['bắt đầu trước đơn vị cũ', 'đơn vị mới phải bắt đầu sau đơn vị cũ'],
  'ended-already': ['đã thôi hiệu lực', 'xem lại mã'],
  'user-taken': ['tên đăng nhập đã có', 'chọn tên khác'],
};

export function importProblemSentence({ sheet, row, field, reason }: ImportProblem): string {
  const [why, cure] = WORDS[reason];
  return `${sheet}, dòng ${row ?? '?'}, ${field}: ${why}; ${cure}.`;
}

const CHANGES: Record<ImportChange['kind'], string> = {
  'site-added': 'thêm cơ sở',
  'site-changed': 'sửa cơ sở',
  'account-added': 'thêm tài khoản',
  'account-renamed': 'đổi họ tên',
  appointed: 'bổ nhiệm',
  'appointment-ended': 'kết thúc bổ nhiệm',
  'unit-added': 'thêm đơn vị',
  'unit-changed': 'sửa đơn vị',
  'unit-ended': 'đơn vị thôi hiệu lực',
  'units-connected': 'nối đơn vị',
};

export function importChangeSentence({ kind, what }: ImportChange): string {
  return `${CHANGES[kind]}: ${what}`;
}

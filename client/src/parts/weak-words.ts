import type { PasswordRefusal } from '@khop/shared/protocol/desk-account';
import { t } from '@lingui/core/macro';

/** Why a new password will not do, and what would. */
export function weakWords(weak: PasswordRefusal): string {
  switch (weak) {
    case 'too-short':
      return t`Cần ít nhất 10 ký tự. Một câu dễ nhớ là tốt nhất.`;
    case 'too-common':
      return t`Mật khẩu này ai cũng đoán ra. Chọn một câu của riêng mình.`;
    case 'about-owner':
      return t`Đừng dùng tên mình làm mật khẩu. Chọn một câu khác.`;
    case 'same':
      return t`Đó là mật khẩu cũ.`;
    case 'wrong':
      return t`Mật khẩu hiện nay không đúng.`;
  }
}

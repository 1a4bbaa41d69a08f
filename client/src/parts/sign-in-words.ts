import { useLingui } from '@lingui/react/macro';
import type { Tablet } from '../tablet.ts';

/** Why somebody was not let in, at their first sign-in on this tablet or at a later one. */
export type SignInRefusal =
  | Exclude<Awaited<ReturnType<Tablet['addOperator']>>, 'added'>
  | Exclude<Awaited<ReturnType<Tablet['renew']>>, 'renewed'>
  | 'user-missing'
  | 'password-missing'
  | 'pin-missing'
  | 'pin-differs';

export type SignInWords = {
  field: 'user' | 'password' | 'pin' | 'again' | null;
  title: string;
  text: string;
};

/** What happened, at which box, and what to do. */
export function useSignInWords(): (refusal: SignInRefusal) => SignInWords {
  const { t } = useLingui();
  return (refusal) => {
    switch (refusal) {
      case 'user-missing':
        return { field: 'user', title: '', text: t`Nhập tên đăng nhập.` };
      case 'password-missing':
        return { field: 'password', title: '', text: t`Nhập mật khẩu.` };
      case 'pin-missing':
        return { field: 'pin', title: '', text: t`Chọn mã PIN.` };
      case 'pin-differs':
        return { field: 'again', title: '', text: t`Hai lần nhập mã PIN khác nhau.` };
      case 'weak-pin':
        return {
          field: 'pin',
          title: '',
          text: t`Mã này dễ đoán. Chọn ít nhất 8 số, không phải ngày sinh hay dãy số.`,
        };
      case 'wrong':
        return {
          field: null,
          title: t`Tên đăng nhập hoặc mật khẩu chưa đúng`,
          text: t`Kiểm tra phím viết hoa và bộ gõ rồi nhập lại.`,
        };
      case 'other-site':
        return {
          field: null,
          title: t`Tài khoản này thuộc cơ sở khác`,
          text: t`Máy chỉ nhận người của cơ sở mình. Hỏi người phụ trách để được thêm vào.`,
        };
      case 'other-person':
        return {
          field: 'user',
          title: '',
          text: t`Đây là tài khoản của người khác. Người đang mở máy đăng nhập bằng tài khoản của mình.`,
        };
      case 'barred':
        return {
          field: null,
          title: t`Trung tâm chưa cho người này dùng máy`,
          text: t`Máy đang chờ duyệt, hoặc quyền của người này ở cơ sở đã hết. Hỏi trưởng cơ sở tiêm.`,
        };
      case 'offline':
        return {
          field: null,
          title: t`Chưa có mạng để đăng nhập`,
          text: t`Đưa máy đến nơi có mạng. Người đã có mã PIN vẫn mở máy và ghi nhận được.`,
        };
    }
  };
}

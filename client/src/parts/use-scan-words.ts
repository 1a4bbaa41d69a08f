import type { CardReading } from '@khop/shared/id-card';
import { useLingui } from '@lingui/react/macro';

type Problem = NonNullable<CardReading['problem']>;

/** A refused code by its name, and what to do instead (UX17). */
export function useScanWords(): (problem: Problem) => { title: string; text: string } {
  const { t } = useLingui();
  return (problem) => {
    switch (problem) {
      case 'health-insurance':
        return {
          title: t`Đây là mã thẻ bảo hiểm y tế`,
          text: t`Xin thẻ căn cước để quét, hoặc nhập tay.`,
        };
      case 'vneid':
        return {
          title: t`Đây là mã VNeID`,
          text: t`Mã này không chứa thông tin đọc được. Xin thẻ căn cước, hoặc nhập tay theo màn hình VNeID.`,
        };
      case 'certificate':
        return {
          title: t`Đây là mã hộ chiếu vắc xin`,
          text: t`Mã này không thay thẻ căn cước. Quét thẻ hoặc nhập tay.`,
        };
      case 'masked':
        return {
          title: t`Mã PC-Covid đang che thông tin`,
          text: t`Nhờ mở hiện đầy đủ rồi quét lại, hoặc quét thẻ căn cước.`,
        };
      case 'payment':
        return { title: t`Đây là mã thanh toán`, text: t`Quét mã trên thẻ căn cước.` };
      case 'link':
        return {
          title: t`Đây là mã đường dẫn trang web`,
          text: t`Quét mã trên thẻ căn cước. Đừng mở đường dẫn lạ.`,
        };
      case 'number-only':
        return {
          title: t`Mã chỉ có số, chưa thấy ai mang số này`,
          text: t`Nhập người mới với số này, hoặc quét thẻ căn cước.`,
        };
      case 'text-damaged':
        return {
          title: t`Chữ trong mã bị hỏng`,
          text: t`Số vẫn dùng được; tên và địa chỉ thì không. Quét lại bằng camera hoặc nhập tay.`,
        };
      case 'old-number-slot-missing':
        return {
          title: t`Mã thiếu một ô, các ô bị lệch chỗ`,
          text: t`Chỉ số giấy tờ là chắc. Nhập phần còn lại theo thẻ.`,
        };
      case 'incomplete':
        return {
          title: t`Mã bị thiếu phần cuối`,
          text: t`Quét lại cả mã, hoặc nhập tay theo thẻ.`,
        };
      case 'several-codes':
        return { title: t`Có nhiều mã dính nhau`, text: t`Quét từng thẻ một.` };
      case 'empty':
      case 'too-long':
      case 'not-an-id-card':
        return {
          title: t`Đây không phải mã trên thẻ căn cước`,
          text: t`Quét mã QR ở mặt trước CCCD hoặc mặt sau căn cước mới, hoặc nhập tay.`,
        };
    }
  };
}

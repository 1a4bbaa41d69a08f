import { useLingui } from '@lingui/react/macro';
import { sexWords } from '../../parts/person-words.ts';
import type { Care } from './person-care.ts';
import type { PersonProblems } from './read-person.ts';

/** Words of what cannot be (red) and of what deserves a second look (yellow). */
export function usePersonWords() {
  const { t } = useLingui();

  function care({ code, expected = '' }: Care): string {
    switch (code) {
      case 'id-place':
        return t`Ba số đầu không có trong bảng mã nơi khai sinh. Vẫn lưu được.`;
      case 'id-year':
        return expected === ''
          ? t`Số thứ tư đến thứ sáu không nói năm sinh nào. Vẫn lưu được.`
          : t`Số này ứng với năm sinh ${expected}. Xem lại số và ngày sinh; vẫn lưu được.`;
      case 'id-sex': {
        const sex = sexWords(expected === 'female' ? 'female' : 'male');
        return t`Số này ứng với giới tính ${sex}. Xem lại số và giới tính; vẫn lưu được.`;
      }
      case 'id-length':
      case 'id-lost-zero':
        return t`Số này có độ dài lạ. Xem lại; vẫn lưu được.`;
      case 'dob-0101':
        return t`01/01 thường là ngày ghi tạm. Chỉ biết năm thì để trống ngày và tháng.`;
      case 'name-no-marks':
        return t`Tên không có dấu. So với giấy tờ; vẫn lưu được.`;
      case 'name-short':
        return t`Tên ngắn hoặc viết tắt. So với giấy tờ; vẫn lưu được.`;
      case 'name-symbol':
        return t`Tên có ký hiệu hoặc chữ số. So với giấy tờ; vẫn lưu được.`;
      case 'name-unconfirmed':
        return t`Cần xác nhận: máy quét có thể làm sai dấu. So từng chữ với thẻ.`;
    }
  }

  function name({ fullName }: PersonProblems): string | undefined {
    return fullName && t`Nhập họ tên như trên giấy tờ.`;
  }

  function birthDate({ birthDate }: PersonProblems): string | undefined {
    switch (birthDate) {
      case undefined:
        return undefined;
      case 'date-missing':
      case 'date-unreadable':
        return t`Nhập năm bằng 4 chữ số. Chưa rõ ngày hoặc tháng thì để trống.`;
      case 'date-impossible':
        return t`Không có ngày này. Xem lại ngày và tháng.`;
      case 'date-future':
        return t`Ngày sinh ở tương lai. Xem lại năm.`;
    }
  }

  function number(problems: PersonProblems): string | undefined {
    switch (problems.number) {
      case undefined:
        return undefined;
      case 'id-missing':
        return t`Nhập số, hoặc chọn “Không có số”.`;
      case 'id-lost-zero':
        return t`Thiếu một chữ số, có thể là số 0 ở đầu. Xem lại trên giấy tờ.`;
      case 'id-length':
        return t`CCCD có 12 chữ số, CMND có 9. Đếm lại trên giấy tờ.`;
      case 'id-masked':
        return t`Số đang bị che bằng dấu *. Xem giấy tờ gốc.`;
      case 'id-scientific':
        return t`Đây là số bị bảng tính đổi dạng. Xem giấy tờ gốc.`;
      case 'id-kind':
        return t`Số này không đúng loại giấy tờ đã chọn. Đổi loại hoặc sửa số.`;
      case 'id-unreadable':
        return t`Số giấy tờ chỉ gồm chữ số, hộ chiếu thêm chữ cái.`;
    }
  }
  return { care, name, birthDate, number };
}

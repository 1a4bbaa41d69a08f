import type { Hint, HintCode, HintField } from '@khop/shared/hint';
import { plural, t } from '@lingui/core/macro';

/** A likely cause as a title: of a group of tasks, of a line in a task, of a filter on the desk. */
const titles: Record<HintCode, () => string> = {
  'id-lost-zero': () => t`Thiếu số 0 đầu`,
  'id-length': () => t`Số không đủ 9 hoặc 12 chữ số`,
  'id-place': () => t`Ba số đầu không có trong bảng mã`,
  'id-year': () => t`Số và năm sinh không khớp`,
  'id-sex': () => t`Số và giới tính không khớp`,
  'id-old-cmnd': () => t`Số CMND cũ, thẻ mới có số khác`,
  'id-shared': () => t`Người khác cũng có số này`,
  'dob-0101': () => t`Ngày sinh 01/01 chưa chắc`,
  'dob-swap': () => t`Nhầm ngày và tháng sinh`,
  'dob-partial': () => t`Ngày sinh chưa đủ ngày, tháng`,
  'name-no-marks': () => t`Họ tên không dấu`,
  'name-short': () => t`Họ tên viết tắt hoặc thiếu chữ`,
  'name-near': () => t`Họ tên gần giống hồ sơ khác`,
  'name-symbol': () => t`Họ tên có ký hiệu lạ`,
  typed: () => t`Gõ tay, chưa quét thẻ`,
};

function isHintCode(code: string): code is HintCode {
  return Object.hasOwn(titles, code);
}

/** A code of a newer office is shown as it is. */
export function hintTitle(code: string): string {
  return isHintCode(code) ? titles[code]() : code;
}

const typedFields: Record<HintField, () => string> = {
  fullName: () => t`Họ tên gõ tay, chưa quét thẻ`,
  birthDate: () => t`Ngày sinh gõ tay, chưa quét thẻ`,
  sex: () => t`Giới tính gõ tay, chưa quét thẻ`,
  number: () => t`Số gõ tay, chưa quét thẻ`,
};

/** The cause told for this very person: the value it speaks of, what it may mean. */
export function hintSentence({ code, field, detail }: Hint, birthDate: string): string {
  const said = detail ?? '';
  switch (code) {
    case 'id-lost-zero':
      return t`Thêm 0 thành ${said}`;
    case 'id-length':
      return t`CCCD có 12 chữ số, CMND có 9`;
    case 'id-place':
      return t`Xem lại ba số đầu trên thẻ`;
    case 'id-year':
      return detail === undefined
        ? t`Số này chưa ứng với thế kỷ nào`
        : t`Số nói sinh năm ${said}, đang ghi ${birthDate}`;
    case 'id-sex':
      return said === 'female'
        ? t`Số nói giới tính nữ, đang ghi nam`
        : t`Số nói giới tính nam, đang ghi nữ`;
    case 'id-old-cmnd':
      return t`Thẻ của người này có số ${said}`;
    case 'id-shared':
      return plural(Number(said), { other: 'Có # hồ sơ khác cùng số' });
    case 'dob-0101':
      return t`01/01 thường được ghi khi chỉ biết năm`;
    case 'dob-swap':
      return t`${birthDate} có thể là ${said}`;
    case 'dob-partial':
      return t`Xem ngày và tháng trên thẻ`;
    case 'name-no-marks':
      return t`Ghi lại đủ dấu như trên thẻ`;
    case 'name-short':
      return t`Ghi đủ họ, đệm, tên như trên thẻ`;
    case 'name-near':
      return t`Hồ sơ khác ghi: ${said}`;
    case 'name-symbol':
      return t`CSDL có thể bỏ dấu nháy, chữ số`;
    case 'typed':
      return typedFields[field]();
  }
}

/** One fault of one row, with what to do about it. Unit lists are public: the value may be told. */
export type UnitProblem = {
  file: string;
  /** Counted from 1, the title row included; null: the file as a whole. */
  row: number | null;
  field: string;
  reason:
    | 'missing-file'
    | 'missing-column'
    | 'missing'
    | 'not-a-code'
    | 'lost-zero'
    | 'not-a-day'
    | 'unreadable'
    | 'two-names'
    | 'two-parents'
    | 'unknown-unit'
    | 'unknown-parent'
    | 'stands-twice'
    | 'goes-back';
  value?: string;
};

/** An oddity of the sources that hinders nothing, but must be seen [U10]. */
export type UnitNote = {
  about: string;
  kind:
    | 'district-became-commune'
    | 'code-differs'
    | 'kind-changed'
    | 'name-differs'
    | 'no-successor'
    | 'no-predecessor'
    | 'not-in-list';
  /** What the sources say, for the reader. */
  detail: string;
};

const CURES: Record<UnitProblem['reason'], string> = {
  'missing-file': 'đặt tệp vào thư mục rồi nhập lại',
  'missing-column': 'thêm cột này ở dòng đầu',
  missing: 'điền vào rồi nhập lại',
  'not-a-code': 'tỉnh 2 chữ số, huyện 3, xã 5, thôn là mã xã, dấu chấm và số',
  'lost-zero': 'thêm lại số 0 ở đầu; định dạng cột là văn bản',
  'not-a-day': 'ghi ngày dạng 2027-01-01 hoặc 01/01/2027',
  unreadable: 'xem dấu nháy kép và dấu xuống dòng',
  'two-names': 'giữ một tên cho một mã',
  'two-parents': 'một đơn vị chỉ thuộc một đơn vị cấp trên',
  'unknown-unit': 'thêm đơn vị này vào danh sách, hoặc sửa mã',
  'unknown-parent': 'thêm đơn vị cấp trên, hoặc sửa mã',
  'stands-twice': 'sửa ngày hiệu lực: một mã chỉ chỉ một đơn vị trong một ngày',
  'goes-back': 'đơn vị mới phải bắt đầu sau đơn vị cũ',
};

const REASONS: Record<UnitProblem['reason'], string> = {
  'missing-file': 'không có tệp',
  'missing-column': 'thiếu cột',
  missing: 'bỏ trống',
  'not-a-code': 'không phải mã đơn vị',
  'lost-zero': 'mất số 0 ở đầu',
  'not-a-day': 'không phải ngày',
  unreadable: 'không đọc được',
  'two-names': 'một mã có hai tên',
  'two-parents': 'một mã thuộc hai đơn vị cấp trên',
  'unknown-unit': 'không có đơn vị này',
  'unknown-parent': 'không có đơn vị cấp trên',
  'stands-twice': 'trùng hiệu lực với đơn vị khác cùng mã',
  'goes-back': 'bắt đầu trước đơn vị cũ',
};

export function problemSentence({ file, row, field, reason, value }: UnitProblem): string {
  const where = row === null ? file : `${file}, dòng ${row}`;
  const what = value === undefined ? '' : ` "${value}"`;
  return `${where}, cột ${field}${what}: ${REASONS[reason]}; ${CURES[reason]}.`;
}

const NOTES: Record<UnitNote['kind'], string> = {
  'district-became-commune': 'huyện không có xã, trở thành một xã hoặc đặc khu',
  'code-differs': 'hai nguồn ghi hai mã; nối theo tên vì chỉ còn một đơn vị cùng tên trong tỉnh',
  'kind-changed': 'đổi loại, cùng mã',
  'name-differs': 'hai nguồn ghi hai tên cho một mã',
  'no-successor': 'không rõ nay là đơn vị nào; người cư trú ở đó vẫn giữ mã cũ',
  'no-predecessor': 'không rõ từ đơn vị nào',
  'not-in-list': 'đang có ở trung tâm nhưng không có trong danh sách; giữ nguyên',
};

export function noteSentence({ about, kind, detail }: UnitNote): string {
  return `${about}: ${NOTES[kind]} (${detail}).`;
}

import { writeXlsx } from 'hucre/xlsx';
import { UNIT_BOOK } from './unit-book.ts';

/** An empty workbook with the titles, and a sheet that says what each column means. */
export function unitTemplate(): Promise<Uint8Array> {
  const sheets = Object.values(UNIT_BOOK).map(({ sheet, columns }) => ({
    name: sheet,
    // As text, so that Excel leaves the zeros of a code alone.
    columns: Object.values(columns).map((header) => ({ header, width: 24, numFmt: '@' })),
    rows: [Object.values(columns)] as string[][],
  }));
  const { units, changes, hamlets } = UNIT_BOOK;
  const help = {
    name: 'Hướng dẫn',
    columns: [{ width: 40 }, { width: 80 }],
    rows: [
      [units.sheet, 'Tỉnh, xã, phường, đặc khu mới hoặc đổi tên; mỗi dòng một đơn vị'],
      [
        units.columns.edition,
        'Tên của danh mục, ví dụ 2027-01; mã và danh mục cùng chỉ một đơn vị',
      ],
      [units.columns.code, 'Tỉnh 2 chữ số, xã 5 chữ số; định dạng văn bản, giữ số 0 ở đầu'],
      [units.columns.parent, 'Mã tỉnh của xã; bỏ trống với tỉnh'],
      [units.columns.valid_from, 'Ngày bắt đầu có hiệu lực: 01/01/2027 hoặc 2027-01-01'],
      [changes.sheet, 'Đơn vị cũ thành đơn vị mới nào; sáp nhập, chia tách: mỗi cặp một dòng'],
      [
        `${changes.columns.from_edition}, ${changes.columns.from_code}`,
        'Đơn vị thôi hiệu lực từ ngày đơn vị mới bắt đầu; thôn, tổ của nó cũng vậy',
      ],
      [hamlets.sheet, 'Thôn, tổ dân phố của xã đang có hiệu lực; trung tâm tự đánh số'],
      [hamlets.columns.number, 'Số từ 1 đến 999, không trùng trong một xã'],
      ['Trang để trống', 'Không nhập gì; có lỗi ở một dòng thì không nhận dòng nào'],
    ],
  };
  return writeXlsx({ sheets: [...sheets, help] });
}

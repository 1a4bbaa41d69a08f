import { writeXlsx } from 'hucre/xlsx';
import { BOOK, KIND_WORDS, ROLE_WORDS, YES_NO } from './people-book.ts';

/** An empty workbook with the titles, and a sheet that says which words are known. */
export function peopleTemplate(): Promise<Uint8Array> {
  const sheets = Object.values(BOOK).map(({ sheet, columns }) => ({
    name: sheet,
    // As text, so that Excel leaves the zeros of a code alone.
    columns: Object.values(columns).map((header) => ({ header, width: 24, numFmt: '@' })),
    rows: [Object.values(columns)] as string[][],
  }));
  const help = {
    name: 'Hướng dẫn',
    columns: [{ width: 40 }, { width: 60 }],
    rows: [
      ['Loại', Object.values(KIND_WORDS).join(' · ')],
      ['Vai trò', Object.values(ROLE_WORDS).join(' · ')],
      ['Trực thuộc', 'Chỉ cho điểm lưu động: mã cơ sở quản lý'],
      [
        BOOK.sites.columns.twoPersons,
        `${Object.values(YES_NO).join(' · ')}; bỏ trống: có, hoặc giữ như cũ nếu cơ sở đã có`,
      ],
      ['Mã xã, mã đơn vị', 'Mã đang hiệu lực; định dạng văn bản, giữ số 0 ở đầu'],
      ['Từ ngày, đến ngày', '30/06/2026 hoặc 30/06/2026 12:00; đến hết ngày nếu không ghi giờ'],
      ['Đến ngày', 'Bỏ trống: chưa định ngày kết thúc'],
    ],
  };
  return writeXlsx({ sheets: [...sheets, help] });
}

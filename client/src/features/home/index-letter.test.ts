import { describe, expect, it } from 'vitest';
import { indexLetter, indexLetters } from './index-letter.ts';

describe('index letters', () => {
  it('[UX38] a name stands under the letter of its given name', () => {
    expect(indexLetter('Nguyễn Thị Ánh')).toBe('A');
    expect(indexLetter('Lê Hoàng Thiên Ân')).toBe('Â');
    expect(indexLetter('Đỗ Tiến Đạt')).toBe('Đ');
    expect(indexLetter('H’Blao Niê Kđăm')).toBe('K');
    expect(indexLetter('Vừ Bá Ửng')).toBe('Ư');
    expect(indexLetter('Hồ Ớt')).toBe('Ơ');
    expect(indexLetter('đoàn thị ế')).toBe('Ê');
    expect(indexLetter('Y')).toBe('Y');
  });

  it('a letter is shown once, on the first of its group', () => {
    expect(indexLetters(['Lê An', 'Trần Ánh', 'Vũ Ân', 'Lý Bình'])).toEqual([
      'A',
      undefined,
      'Â',
      'B',
    ]);
  });
});

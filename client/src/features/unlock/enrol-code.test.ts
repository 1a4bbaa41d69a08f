import { describe, expect, it } from 'vitest';
import { readEnrolCode } from './enrol-code.ts';

describe('the enrolment code in a QR', () => {
  it('stands bare or in an address', () => {
    expect(readEnrolCode(' ABCD-EFGH-12 \n')).toBe('ABCD-EFGH-12');
    expect(readEnrolCode('https://khop.example/enrol?code=ABCD2345&x=1')).toBe('ABCD2345');
    expect(readEnrolCode('https://khop.example/enrol#code=ABCD2345')).toBe('ABCD2345');
  });

  it('a card, a short text or another address is none', () => {
    expect(readEnrolCode('027187004417||Nguyễn Thị Ánh|12041987|Nữ|x|10052021')).toBeNull();
    expect(readEnrolCode('ABC')).toBeNull();
    expect(readEnrolCode('https://khop.example/enrol?code=ABC')).toBeNull();
  });
});

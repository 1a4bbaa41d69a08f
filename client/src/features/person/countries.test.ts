import { describe, expect, it } from 'vitest';
import { countriesIn } from './countries.ts';

describe('nationalities', () => {
  const countries = countriesIn('vi');

  it('names countries, no unions and no Viet Nam, each code once', () => {
    const codes = countries.map((each) => each.code);
    expect(codes).toEqual(expect.arrayContaining(['LA', 'KH', 'KR', 'FR', 'US', 'JP']));
    expect(codes).not.toContain('VN');
    expect(codes).not.toContain('EU');
    expect(codes).not.toContain('ZZ');
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('in the order of the language', () => {
    const names = countries.map((each) => each.name);
    expect(names.toSorted((a, b) => a.localeCompare(b, 'vi'))).toEqual(names);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneEditApart } from './one-edit.ts';

test('[M2] one slip is one sign more, less, wrong, or two exchanged', () => {
  expect(isOneEditApart('HOA', 'HOAN')).toBe(true);
  expect(isOneEditApart('HOAN', 'HOA')).toBe(true);
  expect(isOneEditApart('HOA', 'HUA')).toBe(true);
  expect(isOneEditApart('HOA', 'OHA')).toBe(true);
  expect(isOneEditApart('', 'A')).toBe(true);
  expect(isOneEditApart('HOA', 'HOA')).toBe(false);
  expect(isOneEditApart('HOA', 'AOH')).toBe(false);
  expect(isOneEditApart('HOA', 'HOANG')).toBe(false);
  expect(isOneEditApart('ABCD', 'BADC')).toBe(false);
});

test('[M2] every single slip is seen, from both sides', () => {
  const text = fc.stringMatching(/^[A-D]{1,8}$/);
  fc.assert(
    fc.property(text, fc.nat(), fc.constantFrom('A', 'B', 'C', 'D'), (whole, place, sign) => {
      const at = place % whole.length;
      const slips = [
        whole.slice(0, at) + whole.slice(at + 1),
        whole.slice(0, at) + sign + whole.slice(at),
        whole.slice(0, at) + sign + whole.slice(at + 1),
      ];
      for (const slip of slips) {
        expect(isOneEditApart(whole, slip)).toBe(slip !== whole);
        expect(isOneEditApart(slip, whole)).toBe(slip !== whole);
      }
    }),
  );
});

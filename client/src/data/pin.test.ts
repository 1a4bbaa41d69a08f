import { expect, test } from 'vitest';
import { isWeakPin } from './pin.ts';

test.each([
  ['7319046', 'seven digits'],
  ['12345678', 'a run'],
  ['87654321', 'a run backwards'],
  ['78901234', 'a run over zero'],
  ['00000000', 'one digit'],
  ['12121212', 'a repetition'],
  ['73197319', 'a repetition'],
  ['11223344', 'pairs'],
  ['02091990', 'a birthday'],
  ['19900902', 'a birthday from its year on'],
  ['102091990', 'a birthday with a digit before it'],
  ['', 'nothing'],
  ['khop khop', 'a short phrase'],
  ['aaaaaaaaaaaaaaaa', 'a phrase of one letter'],
])('%s is weak: %s', (pin) => {
  expect(isWeakPin(pin)).toBe(true);
});

test.each(['73190462', '5820174693', 'mưa tháng sáu trên sông'])('%s will do', (pin) => {
  expect(isWeakPin(pin)).toBe(false);
});

import { expect, it } from 'vitest';
import { symptomWords } from './reaction-words.ts';
import { vaccineName } from './vaccine-words.ts';

it('[A24] a code that is a word of the language itself is shown as it is and breaks no screen', () => {
  for (const code of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '']) {
    expect(symptomWords(code)).toBe(code);
    expect(vaccineName(code)).toBe(code);
  }
});

import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgePassword } from './password-rules.ts';
import { hashPassword, isPassword } from './passwords.ts';

const owner = { user: 'tram', fullName: 'Phạm Thị Ngọc' };

test('a password is as long as ten signs, not one of those tried first, and not its owner', () => {
  const judged = (password: string) => judgePassword(password, owner);
  expect(judged('chín chữ')).toBe('too-short');
  expect(judged('qwertyuiop')).toBe('too-common');
  expect(judged('Matkhau123!!')).toBe('too-common');
  expect(judged('TIEMCHUNG2026')).toBe('too-common');
  expect(judged('aaabbbaaabbb')).toBe('too-common');
  expect(judged('PhamThiNgoc1')).toBe('about-owner');
  expect(judged('phạm thị ngọc 1990')).toBe('about-owner');
  expect(judged('con trâu đen uống nước')).toBe(null);
  expect(judged('khop-dung-thu')).toBe(null);
});

test('what is long and drawn at random is taken, with any signs and none asked for', () => {
  const drawn = fc.string({ unit: 'grapheme', minLength: 24, maxLength: 60 });
  fc.assert(
    fc.property(drawn, (password) => {
      const plain = password.normalize('NFC').toLowerCase();
      fc.pre(new Set(plain).size > 12 && /\p{L}.*\p{L}.*\p{L}.*\p{L}.*\p{L}/u.test(password));
      return judgePassword(password, { user: '0', fullName: '' }) === null;
    }),
  );
});

test('a password is known however its marks are composed, and nobody’s takes as long', async () => {
  const kept = await hashPassword('mật khẩu của tôi', seededRandom(1));
  expect(await isPassword(kept, 'mật khẩu của tôi'.normalize('NFD'))).toBe(true);
  expect(await isPassword(kept, 'mật khẩu của toi')).toBe(false);
  expect(await isPassword(null, '')).toBe(false);
});

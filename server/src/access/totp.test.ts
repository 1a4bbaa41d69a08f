import { seededRandom } from '@khop/shared/sample';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTotpStep, newTotpSecret, toBase32, totpCode, totpStep, totpUri } from './totp.ts';

const RFC_SECRET = toBase32(Buffer.from('12345678901234567890'));

describe('TOTP', () => {
  test('the vectors of RFC 6238, appendix B', () => {
    const vectors: [seconds: number, code: string][] = [
      [59, '94287082'],
      [1111111109, '07081804'],
      [1111111111, '14050471'],
      [1234567890, '89005924'],
      [2000000000, '69279037'],
      [20000000000, '65353130'],
    ];
    for (const [seconds, code] of vectors) {
      expect(totpCode(RFC_SECRET, totpStep(seconds * 1000), 8)).toBe(code);
    }
  });

  test('the vectors of RFC 4226, appendix D', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583'];
    expect(codes.map((_, step) => totpCode(RFC_SECRET, step))).toEqual(codes);
  });

  test('the vectors of RFC 4648 for base32', () => {
    const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
    expect(texts.map((text) => toBase32(Buffer.from(text)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ]);
  });

  test('a code counts one step early and late, never further, and never twice', () => {
    const secret = newTotpSecret(seededRandom(3));
    const now = Date.parse('2026-11-21T01:00:10.000Z');
    const step = totpStep(now);
    const found = (of: number, lastStep = 0) =>
      findTotpStep(secret, totpCode(secret, of), { now, lastStep });
    expect([-2, -1, 0, 1, 2].map((off) => found(step + off))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
    expect(found(step, step)).toBe(null);
    expect(found(step, step + 1)).toBe(null);
    expect(found(step + 1, step)).toBe(step + 1);
  });

  test('what is no code is no code', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\s*(\d\s*){6}$/.test(text));
        return findTotpStep(RFC_SECRET, text, { now: 59_000, lastStep: 0 }) === null;
      }),
    );
  });

  test('the address an app reads names the office and the user', () => {
    const uri = new URL(totpUri(RFC_SECRET, 'trạm 1'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Khớp:trạm 1',
    ]);
    expect(uri.searchParams.get('secret')).toBe(RFC_SECRET);
    expect(uri.searchParams.get('issuer')).toBe('Khớp');
  });
});

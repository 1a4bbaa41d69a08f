import { describe, expect, it } from 'vitest';
import { keyOf, LONGEST_PIN, pressKey } from './pin-entry.ts';

describe('the PIN pad', () => {
  it('takes digits, takes back the last one, and forgets all on demand', () => {
    const typed = [...'2846'].reduce((pin, digit) => pressKey(pin, { digit }), '');
    expect(typed).toBe('2846');
    expect(pressKey(typed, 'back')).toBe('284');
    expect(pressKey('', 'back')).toBe('');
    expect(pressKey(typed, 'clear')).toBe('');
  });

  it('takes nothing that is no digit and nothing beyond the longest PIN', () => {
    expect(pressKey('1', { digit: 'a' })).toBe('1');
    const full = '9'.repeat(LONGEST_PIN);
    expect(pressKey(full, { digit: '1' })).toBe(full);
  });

  it('a keyboard works like the pad, and leaves other keys alone', () => {
    expect(keyOf('7')).toEqual({ digit: '7' });
    expect(keyOf('Backspace')).toBe('back');
    expect(keyOf('Enter')).toBe('enter');
    expect(keyOf('Tab')).toBeNull();
    expect(keyOf('F5')).toBeNull();
  });
});

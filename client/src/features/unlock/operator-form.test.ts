import { describe, expect, it } from 'vitest';
import { judgeOperatorForm } from './operator-form.ts';

describe('adding an operator', () => {
  const whole = { user: 'duyen', password: 'x', pin: '28461937', again: '28461937' };

  it('asks the office only when everything is there and the PIN was typed twice alike', () => {
    expect(judgeOperatorForm(whole)).toBeNull();
    expect(judgeOperatorForm({ ...whole, again: '28461938' })).toBe('pin-differs');
    expect(judgeOperatorForm({ ...whole, pin: '', again: '' })).toBe('pin-missing');
    expect(judgeOperatorForm({ ...whole, password: '' })).toBe('password-missing');
    expect(judgeOperatorForm({ ...whole, user: '' })).toBe('user-missing');
  });
});

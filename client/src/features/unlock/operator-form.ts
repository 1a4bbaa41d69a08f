import type { SignInRefusal } from '../../parts/sign-in-words.ts';

/** What can be said before asking the office. Whether a PIN is weak the tablet itself judges. */
export function judgeOperatorForm(form: {
  user: string;
  password: string;
  pin: string;
  again: string;
}): SignInRefusal | null {
  if (form.user === '') return 'user-missing';
  if (form.password === '') return 'password-missing';
  if (form.pin === '') return 'pin-missing';
  return form.pin === form.again ? null : 'pin-differs';
}

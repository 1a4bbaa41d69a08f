import type { ComponentProps } from 'react';
import { useFieldIds } from '../ui/field.tsx';

/** Not a `TextInput`: blanks at the ends of a password belong to it. */
export function PasswordInput({
  isNew = false,
  ...props
}: ComponentProps<'input'> & { isNew?: boolean }) {
  return (
    <input
      {...useFieldIds()}
      {...props}
      className="input"
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
    />
  );
}

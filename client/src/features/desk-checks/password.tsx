import type { ComponentProps } from 'react';
import { useFieldIds } from '../../ui/field.tsx';

/** Not a `TextInput`: blanks at the ends of a password belong to it. */
export function Password(props: ComponentProps<'input'>) {
  return (
    <input
      {...useFieldIds()}
      {...props}
      className="input"
      type="password"
      autoComplete="current-password"
    />
  );
}

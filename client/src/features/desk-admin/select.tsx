import type { ComponentProps } from 'react';
import { useFieldIds } from '../../ui/field.tsx';

/** The system's own list, inside a field. */
export function Select(props: ComponentProps<'select'>) {
  return <select {...useFieldIds()} {...props} className="input" />;
}

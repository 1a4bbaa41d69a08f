import type { ComponentProps } from 'react';
import { useFieldIds } from '../../ui/field.tsx';

/** Free words of a few lines; uncontrolled like every box (UX39). */
export function TextArea(props: ComponentProps<'textarea'>) {
  return <textarea {...useFieldIds()} rows={2} {...props} className="input" />;
}

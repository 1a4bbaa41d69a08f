import type { ComponentProps, FocusEvent } from 'react';
import { join } from './class-names.ts';
import { useFieldIds } from './field.tsx';

type Attributes = Omit<ComponentProps<'input'>, 'size'>;

/** What the keyboard and the browser should do with each kind of value (UX21). */
const kinds = {
  text: { autoComplete: 'off' },
  name: { autoComplete: 'off', autoCapitalize: 'words', spellCheck: false, autoCorrect: 'off' },
  phone: { autoComplete: 'off', inputMode: 'tel' },
  digits: { autoComplete: 'off', inputMode: 'numeric', spellCheck: false },
  decimal: { autoComplete: 'off', inputMode: 'decimal', spellCheck: false },
} satisfies Record<string, Attributes>;

/**
 * An uncontrolled box: what is being typed is never rewritten, since Telex composes (UX39).
 * Blanks at the ends go and the text becomes NFC when the box is left.
 * Spread `register('…')` of react-hook-form onto it.
 */
export function TextInput({
  kind = 'text',
  unit,
  className,
  onBlur,
  ...rest
}: Attributes & { kind?: keyof typeof kinds; unit?: string }) {
  const ids = useFieldIds();

  function leave(event: FocusEvent<HTMLInputElement>) {
    const box = event.currentTarget;
    const tidy = box.value.trim().normalize('NFC');
    if (tidy !== box.value) box.value = tidy;
    onBlur?.(event);
  }

  const box = (
    <input
      {...ids}
      {...kinds[kind]}
      {...rest}
      className={join('input', className)}
      onBlur={leave}
    />
  );
  if (!unit) return box;
  return (
    <div className="input-unit">
      {box}
      <span>{unit}</span>
    </div>
  );
}

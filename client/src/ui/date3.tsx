import { type ComponentProps, type KeyboardEvent, useRef } from 'react';

type Box = Omit<ComponentProps<'input'>, 'className' | 'size'>;

/**
 * A date as three numeric boxes; day or month may stay empty when they are not known (UX20).
 * Stands in a `FieldGroup`. Each box takes what `register('born.day')` gives. A full day or month
 * hands over to the next box, Backspace in an empty one goes back.
 */
export function Date3({
  words,
  day,
  month,
  year,
  unknown = '––',
}: {
  words: { day: string; month: string; year: string };
  day: Box;
  month: Box;
  year: Box;
  /** Shown in an empty box. */
  unknown?: string;
}) {
  const frame = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent<HTMLInputElement>, step: 1 | -1) {
    const boxes = [...(frame.current?.querySelectorAll('input') ?? [])];
    const to = boxes[boxes.indexOf(event.currentTarget) + step];
    to?.focus();
    to?.select();
  }
  function handOver(event: KeyboardEvent<HTMLInputElement>) {
    const { value, maxLength, selectionStart } = event.currentTarget;
    if (/^\d$/.test(event.key) && value.length === maxLength && selectionStart === maxLength)
      move(event, 1);
  }
  function goBack(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Backspace' && event.currentTarget.value === '') {
      event.preventDefault();
      move(event, -1);
    }
  }

  const shared = {
    className: 'input',
    inputMode: 'numeric',
    autoComplete: 'off',
    placeholder: unknown,
    onKeyUp: handOver,
    onKeyDown: goBack,
  } as const;
  return (
    <div className="date3" ref={frame}>
      <input {...shared} maxLength={2} aria-label={words.day} {...day} />
      <input {...shared} maxLength={2} aria-label={words.month} {...month} />
      <input {...shared} maxLength={4} aria-label={words.year} {...year} />
    </div>
  );
}

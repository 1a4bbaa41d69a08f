import type { ComponentProps } from 'react';

export type Choice<Value extends string = string> = {
  value: Value;
  title: string;
  note?: string;
  disabled?: boolean;
};

/**
 * Up to six answers as cards, none chosen beforehand (UX19). `labelledBy` names the question.
 * Either spread `register('…')` into `input`, or pass `chosen` and `onChoose`.
 */
export function Choices<Value extends string>({
  name,
  labelledBy,
  choices,
  chosen,
  onChoose,
  input,
}: {
  name: string;
  labelledBy: string;
  choices: readonly Choice<Value>[];
  chosen?: Value | undefined;
  onChoose?: (value: Value) => void;
  input?: ComponentProps<'input'>;
}) {
  return (
    <div className="choices" role="radiogroup" aria-labelledby={labelledBy}>
      {choices.map(({ value, title, note, disabled }) => (
        <label key={value} className="choice">
          <input
            name={name}
            {...input}
            type="radio"
            value={value}
            disabled={disabled}
            {...(onChoose && { checked: value === chosen, onChange: () => onChoose(value) })}
          />
          <b>{title}</b>
          {note && <span>{note}</span>}
        </label>
      ))}
    </div>
  );
}

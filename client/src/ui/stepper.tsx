import { IconMinus, IconPlus } from '@tabler/icons-react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** A small count (UX19). Stands in a `FieldGroup`. */
export function Stepper({
  value,
  min = 0,
  max,
  words,
  onChange,
}: {
  value: number;
  min?: number;
  max: number;
  words: { less: string; more: string };
  onChange: (value: number) => void;
}) {
  return (
    <div className="stepper">
      <Button
        look="icon"
        mayRepeat
        aria-label={words.less}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Icon of={IconMinus} />
      </Button>
      <output>{value}</output>
      <Button
        look="icon"
        mayRepeat
        aria-label={words.more}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Icon of={IconPlus} />
      </Button>
    </div>
  );
}

import { IconSearch } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { Icon } from './icon.tsx';

type Props = Omit<ComponentProps<'input'>, 'className' | 'onInput' | 'onChange' | 'type'> & {
  label: string;
  /** What stands in the box, never while a letter is still being composed (UX39). */
  onSearch: (text: string) => void;
};

export function Search({ label, onSearch, ...rest }: Props) {
  return (
    <div className="search">
      <Icon of={IconSearch} />
      <input
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...rest}
        className="input"
        aria-label={label}
        onInput={(event) => {
          const { isComposing } = event.nativeEvent as InputEvent;
          if (!isComposing) onSearch(event.currentTarget.value);
        }}
        onCompositionEnd={(event) => onSearch(event.currentTarget.value)}
      />
    </div>
  );
}

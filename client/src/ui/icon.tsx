import type { Icon as TablerIcon } from '@tabler/icons-react';

const sizes = { small: 'i i-s', normal: 'i', large: 'i i-l' };

/** A Tabler outline beside a word; alone only on a button that carries an `aria-label`. */
export function Icon({
  of: Drawing,
  size = 'normal',
}: {
  of: TablerIcon;
  size?: keyof typeof sizes;
}) {
  return <Drawing className={sizes[size]} aria-hidden="true" />;
}

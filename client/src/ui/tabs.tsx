import type { ComponentProps, ReactNode } from 'react';
import { join } from './class-names.ts';

/** Lists of one screen. `fit`: widths follow the words instead of being equal. */
export function Tabs({
  label,
  fit = false,
  children,
}: {
  label: string;
  fit?: boolean;
  children: ReactNode;
}) {
  return (
    <nav className={join('tabs', fit && 'tabs-fit')} aria-label={label}>
      {children}
    </nav>
  );
}

type Words = { count: ReactNode; label: string; current: boolean };

/** A list of its own address. */
export function TabLink({
  count,
  label,
  current,
  ...link
}: Omit<ComponentProps<'a'>, 'children' | 'className'> & Words) {
  return (
    <a {...link} aria-current={current ? 'page' : undefined}>
      <b>{count}</b>
      {label}
    </a>
  );
}

/** A list inside the same address. */
export function TabButton({
  count,
  label,
  current,
  ...rest
}: Omit<ComponentProps<'button'>, 'children' | 'className'> & Words) {
  return (
    <button type="button" {...rest} aria-current={current ? 'true' : undefined}>
      <b>{count}</b>
      {label}
    </button>
  );
}

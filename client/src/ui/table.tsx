import '../styles/desk.css';
import type { ComponentProps, ReactNode } from 'react';
import { join } from './class-names.ts';

export type Column = { key: string; title: string; num?: boolean };

/** Desk only. The caption is read out, not shown; the heading above the table is. */
export function Table({
  caption,
  columns,
  stacks = false,
  children,
}: {
  caption: string;
  columns: readonly Column[];
  /** On a phone each row is a block of lines; a cell's `data-label` then says what it is. */
  stacks?: boolean;
  children: ReactNode;
}) {
  return (
    <table className={join('table', stacks && 'table-stack')}>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, title, num }) => (
            <th key={key} scope="col" className={join(num && 'num') || undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** `on`: the row the keys act on. */
export function TableRow({ on = false, ...rest }: ComponentProps<'tr'> & { on?: boolean }) {
  return (
    <tr {...rest} className={on ? 'is-on' : undefined} aria-current={on ? 'true' : undefined} />
  );
}

import type { ComponentProps, ReactNode } from 'react';
import { join } from './class-names.ts';

export function Rows(props: ComponentProps<'ul'>) {
  return <ul {...props} className="rows" />;
}

type RowWords = {
  name: ReactNode;
  /** Said under the name, with dots between. */
  notes?: readonly string[];
  /** At the right: the dose, a pill, buttons. */
  end?: ReactNode;
};

function RowBody({ name, notes = [], end }: RowWords) {
  return (
    <>
      <span className="who">
        <span className="name">{name}</span>
        {notes.length > 0 && (
          <span className="sub dots">
            {notes.map((note) => (
              <span key={note}>{note}</span>
            ))}
          </span>
        )}
      </span>
      {end}
    </>
  );
}

/** A line that is read; its buttons stand in `end`, what needs the full width in `children`. */
export function Row({ children, ...words }: RowWords & { children?: ReactNode }) {
  return (
    <li>
      <div className="row">
        <RowBody {...words} />
        {children && <div className="full">{children}</div>}
      </div>
    </li>
  );
}

/** A line that leads somewhere as a whole. `letter`: the index letter, on the first of its group. */
export function RowLink({
  name,
  notes,
  end,
  letter,
  indexed = letter !== undefined,
  ...link
}: Omit<ComponentProps<'a'>, 'children' | 'className'> &
  RowWords & { letter?: string; indexed?: boolean }) {
  return (
    <li className={join(indexed && 'index') || undefined}>
      {letter && (
        <span className="letter" aria-hidden="true">
          {letter}
        </span>
      )}
      <a {...link} className="row">
        <RowBody name={name} {...(notes && { notes })} end={end} />
      </a>
    </li>
  );
}

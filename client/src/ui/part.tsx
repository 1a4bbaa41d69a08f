import { type ComponentProps, type ReactNode, useId } from 'react';
import { join } from './class-names.ts';

/** A section of a screen under its own heading. */
export function Part({
  title,
  note,
  className,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={join('part', className)} aria-labelledby={id}>
      <h2 id={id}>
        {title}
        {note && <span className="soft note">{note}</span>}
      </h2>
      {children}
    </section>
  );
}

/** White paper with a thin edge; lines between its children. */
export function Sheet({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={join('sheet', className)} />;
}

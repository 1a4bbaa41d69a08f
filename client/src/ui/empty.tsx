import type { ReactNode } from 'react';

/** What was looked for, and a way on. Never a dead end, never a picture. */
export function Empty({
  title,
  children,
  acts,
  heading: Heading = 'h2',
}: {
  title: ReactNode;
  children?: ReactNode;
  acts?: ReactNode;
  heading?: 'h1' | 'h2' | 'h3';
}) {
  return (
    <div className="empty">
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {acts && <div className="btn-group">{acts}</div>}
    </div>
  );
}

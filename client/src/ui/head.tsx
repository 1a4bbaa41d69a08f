import type { ReactNode } from 'react';

/** The head of a screen: a way back, what this is, at most one act. */
export function Head({
  title,
  sub,
  back,
  act,
}: {
  title: ReactNode;
  sub?: ReactNode;
  back?: ReactNode;
  act?: ReactNode;
}) {
  return (
    <header className="head">
      {back}
      <h1>
        {title}
        {sub && <span className="sub">{sub}</span>}
      </h1>
      {act}
    </header>
  );
}

import type { ReactNode } from 'react';

/** The head of a screen: a way back, what this is, at most one act. */
export function Head({
  title,
  sub,
  back,
  act,
  heading: Heading = 'h1',
}: {
  title: ReactNode;
  sub?: ReactNode;
  back?: ReactNode;
  act?: ReactNode;
  heading?: 'h1' | 'h2' | 'h3';
}) {
  return (
    <header className="head">
      {back}
      <Heading>
        {title}
        {sub && <span className="sub">{sub}</span>}
      </Heading>
      {act}
    </header>
  );
}

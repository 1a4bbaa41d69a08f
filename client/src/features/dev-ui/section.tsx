import type { ReactNode } from 'react';

/** One family of parts: its name, its rule in a sentence, the parts in their states. */
export function Section({
  title,
  rule,
  children,
}: {
  title: string;
  rule: string;
  children: ReactNode;
}) {
  return (
    <section className="kit-sec">
      <header>
        <h2>{title}</h2>
        <p className="soft note">{rule}</p>
      </header>
      <div className="kit-body">{children}</div>
    </section>
  );
}

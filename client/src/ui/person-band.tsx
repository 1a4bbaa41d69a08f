import { IconMessage2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/**
 * The loudest thing on a screen: what to ask aloud, then the name (28), then the birth date (22).
 * Nothing comes between.
 */
export function PersonBand({
  label,
  ask,
  name,
  birth,
  facts = [],
  more = [],
  heading: Heading = 'h1',
}: {
  label: string;
  ask?: string;
  name: string;
  birth: string;
  /** Age, sex. */
  facts?: readonly string[];
  /** Guardian, number, last dose. */
  more?: readonly { label: string; value: ReactNode }[];
  heading?: 'h1' | 'h2' | 'h3';
}) {
  return (
    <section className="band" aria-label={label}>
      {ask && (
        <p className="ask">
          <Icon of={IconMessage2} />
          {ask}
        </p>
      )}
      <Heading className="name">{name}</Heading>
      <p className="who">
        <b>{birth}</b>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {more.length > 0 && (
        <dl className="more">
          {more.map((line) => (
            <MoreLine key={line.label} {...line} />
          ))}
        </dl>
      )}
    </section>
  );
}

function MoreLine({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

import { IconFileImport, IconKeyboard, IconPencil, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type Fact = { label: string; value: ReactNode; origin?: ReactNode };

/** Label, value, and how the value came to be. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts sheet">
      {facts.map(({ label, value, origin }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {origin && <dd className="origin">{origin}</dd>}
        </div>
      ))}
    </dl>
  );
}

const origins = {
  scanned: IconQrcode,
  typed: IconKeyboard,
  edited: IconPencil,
  imported: IconFileImport,
};

/** How a value came to be: icon and words, and who and when if it matters. */
export function Origin({ by, children }: { by: keyof typeof origins; children: ReactNode }) {
  return (
    <span className="origin">
      <Icon of={origins[by]} />
      {children}
    </span>
  );
}

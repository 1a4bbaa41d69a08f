import type { ReactNode } from 'react';
import { Mark, type MarkState } from './mark.tsx';

export type SeamStep = {
  key: string;
  state: MarkState;
  title: ReactNode;
  notes?: readonly string[];
  act?: ReactNode;
};

/** History on one line of step marks, oldest first. */
export function Seam({ steps }: { steps: readonly SeamStep[] }) {
  return (
    <ol className="seam">
      {steps.map(({ key, state, title, notes = [], act }) => (
        <li key={key}>
          <Mark state={state} />
          <div>
            <b>{title}</b>
            <p className="sub dots">
              {notes.map((note) => (
                <span key={note}>{note}</span>
              ))}
            </p>
          </div>
          {act}
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from 'react';
import { join } from './class-names.ts';
import { Mark, type MarkState } from './mark.tsx';

/** Says a state and is never pressed. `bare`: without the pill, inside text and facts. */
export function StepPill({
  state,
  mark = state,
  bare = false,
  children,
}: {
  state: MarkState;
  mark?: MarkState;
  bare?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={join('step', bare && 'step-bare')} data-s={state}>
      <Mark state={mark} />
      {children}
    </span>
  );
}

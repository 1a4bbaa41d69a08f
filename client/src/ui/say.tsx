import type { ComponentProps, ReactNode } from 'react';
import { join } from './class-names.ts';
import { Mark, type MarkState } from './mark.tsx';

type Props = Omit<ComponentProps<'div'>, 'title' | 'className'> & {
  state: MarkState;
  mark?: MarkState;
  title: ReactNode;
  acts?: ReactNode;
  /** From edge to edge, without round corners. */
  bar?: boolean;
};

/** In the page: what happened, what is safe, what to do. Give it a `role` when it appears late. */
export function Say({ state, mark = state, title, acts, bar = false, children, ...rest }: Props) {
  return (
    <div {...rest} className={join('say', bar && 'say-bar')} data-s={state}>
      <Mark state={mark} />
      <div>
        <b>{title}</b>
        {children && <p>{children}</p>}
        {acts && <div className="btn-group">{acts}</div>}
      </div>
    </div>
  );
}

import { IconChevronRight, IconCloudCheck } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { Icon } from './icon.tsx';
import { Mark, type MarkState } from './mark.tsx';

type Props = Omit<ComponentProps<'a'>, 'title' | 'children'> & {
  state: Extract<MarkState, 'offline' | 'sending' | 'retry' | 'act' | 'done'>;
  title: string;
  /** What waits, how old it is. At least one, so that the line is two lines high in every state. */
  notes: readonly string[];
  /** The last exchange that went through: `label` falls away on a phone, `time` stays. */
  exchanged?: { label: string; time: string } | undefined;
};

/** The first thing on every tablet screen; leads to the page that explains it. */
export function StatusLine({ state, title, notes, exchanged, ...link }: Props) {
  return (
    <a {...link} className="status" data-s={state}>
      <Mark state={state} />
      <span className="words">
        <b>{title}</b>
        <span className="dots">
          {notes.map((note) => (
            <span key={note}>{note}</span>
          ))}
          {exchanged && (
            <span className="nowrap">
              <Icon of={IconCloudCheck} size="small" />
              <span className="phone-hide">{exchanged.label} </span>
              {exchanged.time}
            </span>
          )}
        </span>
      </span>
      <Icon of={IconChevronRight} />
    </a>
  );
}

import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { RowLink } from '../ui/rows.tsx';
import { StatusLine } from '../ui/status-line.tsx';
import { TabLink } from '../ui/tabs.tsx';
import type { StatusWords } from './status-words.ts';

// The parts of ui know no router: here they learn to go to a screen without loading the page anew.
export const ButtonTo = createLink(ButtonLink);
export const RowTo = createLink(RowLink);
export const TabTo = createLink(TabLink);

// `state` of a link is the router's word for something else.
function StatusAnchor({
  words,
  ...link
}: Omit<ComponentProps<'a'>, 'title' | 'children'> & { words: StatusWords }) {
  return <StatusLine {...link} {...words} />;
}
export const StatusTo = createLink(StatusAnchor);

import type { ReactNode } from 'react';

/** The main act, always at the thumb; the last child is the main one. */
export function Dock({ children }: { children: ReactNode }) {
  return <div className="dock">{children}</div>;
}

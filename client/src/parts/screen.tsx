import type { ReactNode } from 'react';
import { StatusBar } from './status-bar.tsx';

/** Status line, the screen, the main act at the thumb. */
export function Screen({
  children,
  dock,
  className,
}: {
  children: ReactNode;
  dock?: ReactNode;
  className?: string;
}) {
  return (
    <div className="tablet">
      <StatusBar />
      <main className={className}>{children}</main>
      {dock && <footer className="under">{dock}</footer>}
    </div>
  );
}

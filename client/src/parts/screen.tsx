import type { ReactNode } from 'react';
import { StatusBar } from './status-bar.tsx';

/** Status line, the screen, the main act at the thumb. */
export function Screen({
  children,
  dock,
  className,
  quiet = false,
}: {
  children: ReactNode;
  dock?: ReactNode;
  className?: string;
  /** Only what cannot wait is said above. */
  quiet?: boolean;
}) {
  return (
    <div className="tablet">
      <StatusBar quiet={quiet} />
      <main className={className}>{children}</main>
      {dock && <footer className="under">{dock}</footer>}
    </div>
  );
}

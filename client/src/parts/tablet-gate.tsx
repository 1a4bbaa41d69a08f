import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLive, useTablet } from '../deps.tsx';
import { doorFor } from './door.ts';
import { lastSaved } from './last-saved.ts';
import { useAutoLock } from './use-auto-lock.ts';

/** Stands before every tablet screen: the right door, and the lock nobody has to think of. */
export function TabletGate() {
  const tablet = useTablet();
  const { at } = useLive(tablet.state);
  const { pathname } = useLocation();
  useAutoLock(at === 'open');
  useEffect(() => {
    // It names a person: gone with the lock.
    if (at !== 'open') lastSaved.set(null);
  }, [at]);
  if (at === 'starting') return null;
  const door = doorFor(at, pathname);
  return door === null ? <Outlet /> : <Navigate to={door} replace />;
}

import { Outlet, useChildMatches, useLocation, useRouter } from '@tanstack/react-router';
import { use, useEffect } from 'react';
import { UpdatesContext } from '../app/use-updates.tsx';
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
  const updates = use(UpdatesContext);
  const { problem } = useLive(tablet.status);
  useEffect(() => {
    // [P13] The browser itself may take a day to look.
    if (problem === 'outdated') void updates?.look();
  }, [problem, updates]);
  const door = doorFor(at, pathname);
  const router = useRouter();
  // Not `<Navigate>`: it goes again at each drawing, for ever while the page behind the door loads.
  useEffect(() => {
    if (door !== null) void router.navigate({ to: door, replace: true });
  }, [door, router]);
  // While the way to the door loads the router still holds the screen that was left: a locked tablet
  // must not draw it, nor let it lead elsewhere.
  const drawn = useChildMatches({ select: (matches) => matches.at(-1)?.pathname ?? pathname });
  const isClosed = door !== null || doorFor(at, drawn) !== null;
  return at === 'starting' || isClosed ? null : <Outlet />;
}

import type { TabletState } from '../tablet.ts';

type Door = '/enrol' | '/unlock' | '/';

/** The doors, and the way out for what waits: that shows how many entries there are, and no more. */
const OPEN_WHILE_LOCKED = new Set(['/unlock', '/operator', '/rescue']);

/**
 * Where a screen may be shown. Locked or not enrolled, only the doors are; once open they lead in.
 * `null`: stay. The way back to what was asked for is not kept: after a switch of users it would
 * open one person's screen for another.
 */
export function doorFor(at: TabletState['at'], path: string): Door | null {
  switch (at) {
    case 'starting':
      return null;
    case 'not-enrolled':
      return path === '/enrol' ? null : '/enrol';
    case 'locked':
      return OPEN_WHILE_LOCKED.has(path) ? null : '/unlock';
    case 'open':
      return path === '/unlock' || path === '/enrol' ? '/' : null;
  }
}

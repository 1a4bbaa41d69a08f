import type { TabletState } from '../tablet.ts';

type Door = '/enrol' | '/unlock' | '/';

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
      return path === '/unlock' || path === '/operator' ? null : '/unlock';
    case 'open':
      return path === '/unlock' || path === '/enrol' ? '/' : null;
  }
}

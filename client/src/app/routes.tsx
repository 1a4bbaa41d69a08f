import { type AnyRoute, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lazyPage } from './lazy-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { OpenTablet } from './open-tablet.tsx';
import { OpeningPage } from './opening-page.tsx';
import { Shell } from './shell.tsx';
import { TroublePage } from './trouble-page.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage });

/** Screens behind the tablet's door. The word is no part of their addresses. */
const tablet = createRoute({ getParentRoute: () => root, id: 'tablet', component: OpenTablet });

/** The desk is another tool on another machine: its client of the office comes with its screens. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'office',
  component: lazyPage(() => import('./open-desk.tsx')),
});

/** One line a screen: where it hangs, its address, the module that exports it as `Page`. */
function page<Parent extends AnyRoute, const Path extends string>(
  parent: Parent,
  path: Path,
  load: () => Promise<{ Page: () => ReactNode }>,
) {
  return createRoute({ getParentRoute: () => parent, path, component: lazyPage(load) });
}

const tree = root.addChildren([
  tablet.addChildren([
    page(tablet, '/', () => import('../features/home/home-page.tsx')),
    page(tablet, '/unlock', () => import('../features/unlock/unlock-page.tsx')),
    page(tablet, '/operator', () => import('../features/unlock/operator-page.tsx')),
    page(tablet, '/enrol', () => import('../features/unlock/enrol-page.tsx')),
    page(tablet, '/scan', () => import('../features/scan/scan-page.tsx')),
    page(tablet, '/person/new/$draft', () => import('../features/person/new-page.tsx')),
    page(tablet, '/person/$id', () => import('../features/person/person-page.tsx')),
    page(tablet, '/person/$id/amend', () => import('../features/person/amend-page.tsx')),
    page(tablet, '/dose/$id', () => import('../features/dose/dose-page.tsx')),
    page(tablet, '/observe', () => import('../features/observe/observe-page.tsx')),
    page(tablet, '/observe/$id/$dose', () => import('../features/observe/reaction-page.tsx')),
    page(tablet, '/tasks', () => import('../features/tasks/tasks-page.tsx')),
    page(tablet, '/task/$id', () => import('../features/tasks/task-page.tsx')),
    page(tablet, '/status', () => import('../features/status/status-page.tsx')),
    page(tablet, '/rescue', () => import('../features/rescue/rescue-page.tsx')),
    page(tablet, '/session', () => import('../features/session/session-page.tsx')),
    page(tablet, '/session/lot', () => import('../features/session/lot-page.tsx')),
    page(tablet, '/session/end', () => import('../features/session/end-page.tsx')),
  ]),
  desk.addChildren([
    page(desk, '/desk', () => import('../features/desk-checks/desk-page.tsx')),
    page(desk, '/desk/person/$id', () => import('../features/desk-checks/desk-person-page.tsx')),
    page(desk, '/desk/held', () => import('./desk-held-page.tsx')),
    page(desk, '/desk/rescue', () => import('./desk-rescue-page.tsx')),
    page(desk, '/desk/account', () => import('./desk-account-page.tsx')),
    page(desk, '/desk/people', () => import('./desk-people-page.tsx')),
    page(desk, '/desk/sites', () => import('./desk-sites-page.tsx')),
    page(desk, '/desk/units', () => import('./desk-units-page.tsx')),
    page(desk, '/desk/import', () => import('./desk-import-page.tsx')),
    page(desk, '/desk/devices', () => import('../features/desk-checks/desk-devices-page.tsx')),
  ]),
  page(root, '/dev/ui', () => import('../features/dev-ui/dev-ui-page.tsx')),
]);

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: TroublePage,
  defaultPendingComponent: OpeningPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

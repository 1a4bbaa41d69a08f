import { type AnyRoute, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lazyPage } from './lazy-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { OpenTablet } from './open-tablet.tsx';
import { Shell } from './shell.tsx';
import { TroublePage } from './trouble-page.tsx';

/** Every `features/<feature>/<name>-page.tsx` exports its screen as `Page`. */
const files = import.meta.glob<{ Page: () => ReactNode }>('../features/*/*-page.tsx');

const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage });

/** Screens behind the tablet's door. The word is no part of their addresses. */
const tablet = createRoute({ getParentRoute: () => root, id: 'tablet', component: OpenTablet });

/** The desk is another tool on another machine: its client of the office comes with its screens. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'office',
  component: lazyPage(() => import('./open-desk.tsx')),
});

/** One line a screen: where it hangs, its address, its file. */
function page<Parent extends AnyRoute, const Path extends string>(
  parent: Parent,
  path: Path,
  file: string,
) {
  const load = files[`../features/${file}-page.tsx`];
  return createRoute({
    getParentRoute: () => parent,
    path,
    component: load ? lazyPage(load) : MissingPage,
  });
}

const tree = root.addChildren([
  tablet.addChildren([
    page(tablet, '/', 'home/home'),
    page(tablet, '/unlock', 'unlock/unlock'),
    page(tablet, '/operator', 'unlock/operator'),
    page(tablet, '/enrol', 'unlock/enrol'),
    page(tablet, '/scan', 'scan/scan'),
    page(tablet, '/person/new/$draft', 'person/new'),
    page(tablet, '/person/$id', 'person/person'),
    page(tablet, '/person/$id/amend', 'person/amend'),
    page(tablet, '/dose/$id', 'dose/dose'),
    page(tablet, '/observe', 'observe/observe'),
    page(tablet, '/observe/$id/$dose', 'observe/reaction'),
    page(tablet, '/tasks', 'tasks/tasks'),
    page(tablet, '/task/$id', 'tasks/task'),
    page(tablet, '/status', 'status/status'),
    page(tablet, '/session', 'session/session'),
    page(tablet, '/session/lot', 'session/lot'),
    page(tablet, '/session/end', 'session/end'),
  ]),
  desk.addChildren([
    page(desk, '/desk', 'desk-checks/desk'),
    page(desk, '/desk/person/$id', 'desk-checks/desk-person'),
    page(desk, '/desk/devices', 'desk-checks/desk-devices'),
  ]),
  page(root, '/dev/ui', 'dev-ui/dev-ui'),
]);

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: TroublePage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

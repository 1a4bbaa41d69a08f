import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazyPage } from './lazy-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { Shell } from './shell.tsx';
import { TroublePage } from './trouble-page.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage });

/** Feature modules export their screen as `Page`. */
const features = import.meta.glob<{ Page: () => React.ReactNode }>('../features/*/*-page.tsx');

/** One line per screen: its path and the file, `feature/file`, that shows it. */
function page<const P extends string>(path: P, file: string) {
  const load = features[`../features/${file}.tsx`];
  return createRoute({
    getParentRoute: () => root,
    path,
    component: load ? lazyPage(load) : MissingPage,
  });
}

const tree = root.addChildren([
  page('/', 'scan/home-page'),
  page('/scan', 'scan/scan-page'),
  page('/unlock', 'session/unlock-page'),
  page('/enrol', 'session/enrol-page'),
  page('/session', 'session/session-page'),
  page('/session/end', 'session/end-page'),
  page('/person/$id', 'person/person-page'),
  page('/dose/$id', 'dose/dose-page'),
  page('/observe', 'observe/observe-page'),
  page('/tasks', 'tasks/tasks-page'),
  page('/task/$id', 'tasks/task-page'),
  page('/status', 'status/status-page'),
  page('/desk', 'desk-queue/desk-page'),
  page('/dev/ui', 'dev-ui/dev-ui-page'),
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

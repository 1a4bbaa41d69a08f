import { type ReactNode, use } from 'react';

type Page = () => ReactNode;

/**
 * A page that is fetched when it is first needed. TanStack's own `lazyRouteComponent` reloads the
 * window when a module cannot be had; no page here may reload by itself (UX10), because a draft
 * may be open. Trouble goes to the route's error page, and its "try again" asks for the module anew.
 */
export function lazyPage(load: () => Promise<{ Page: Page }>): Page & { preload(): Promise<void> } {
  let found: Page | undefined;
  let loading: Promise<void> | undefined;

  function preload(): Promise<void> {
    loading ??= load().then(
      (module) => {
        found = module.Page;
      },
      (trouble: unknown) => {
        loading = undefined;
        throw trouble;
      },
    );
    return loading;
  }

  // biome-ignore lint/correctness/noComponentHookFactories: called once a route, when the table is made.
  function LazyPage() {
    if (!found) use(preload());
    return found ? <FoundPage page={found} /> : null;
  }
  return Object.assign(LazyPage, { preload });
}

function FoundPage({ page: Page }: { page: Page }) {
  return <Page />;
}

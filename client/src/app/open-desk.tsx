import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { DeskProvider } from '../desk.tsx';
import { ProofDialog } from '../features/desk-account/proof-dialog.tsx';
import { makeDesk } from '../sync/desk.ts';
import { makeWire } from '../sync/wire.ts';
import { browserWorld } from '../world.ts';
import { browserPasskeys } from './browser-passkeys.ts';
import { openDeskTexts } from './language.ts';

await openDeskTexts();

const world = browserWorld();
const wire = makeWire(world, 'same-origin');
const shelves = { tab: sessionStorage, browser: localStorage };
const desk = makeDesk(wire, shelves, world.clock.now, browserPasskeys());
void desk.resume();

/** What the office said lives in memory only, and no longer than it is looked at. */
const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, gcTime: 5 * 60_000 } },
});

/** What the desk's screens hang under; fetched when the first of them is opened. */
export function Page() {
  return (
    <QueryClientProvider client={queries}>
      <DeskProvider desk={desk}>
        <Outlet />
        <ProofDialog />
      </DeskProvider>
    </QueryClientProvider>
  );
}

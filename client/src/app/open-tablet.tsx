import { createContext, use } from 'react';
import { TabletProvider } from '../deps.tsx';
import { TabletGate } from '../parts/tablet-gate.tsx';
import type { Tablet } from '../tablet.ts';

/** Opens the tablet of this browser, once; asked again after a failure it tries anew. */
export const TabletOpening = createContext<(() => Promise<Tablet>) | undefined>(undefined);

/**
 * What all tablet screens hang under. The desk and the part sheet do not wait for the databases,
 * and a tablet that cannot be opened is the trouble of these screens only.
 */
export function OpenTablet() {
  const open = use(TabletOpening);
  if (!open) throw new Error('OpenTablet stands outside of TabletOpening');
  return (
    <TabletProvider tablet={use(open())}>
      <TabletGate />
    </TabletProvider>
  );
}

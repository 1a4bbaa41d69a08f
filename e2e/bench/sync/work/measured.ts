import type { Wired } from '../child.ts';
import type { PeerBrowser, PeerServer } from '../peer.ts';

/** What a piece of work cost beside its time; processor time says more on a machine others use too. */
export type Cost = {
  wired: Wired;
  /** Of the server's process, all threads. */
  serverMs: number;
  /** Of all processes of the browser, to the hundredth of a second. */
  browserMs: number;
};

async function readCost(server: PeerServer, browser: PeerBrowser): Promise<Cost> {
  const { user, system } = await server.ask<NodeJS.CpuUsage>('cpu');
  return {
    wired: await server.wired(),
    serverMs: (user + system) / 1000,
    browserMs: await browser.cpuMs(),
  };
}

/** Runs `work` and says what it cost at both ends. */
export async function measured<T>(
  server: PeerServer,
  browser: PeerBrowser,
  work: () => Promise<T>,
): Promise<{ value: T; cost: Cost }> {
  const before = await readCost(server, browser);
  const value = await work();
  const after = await readCost(server, browser);
  return {
    value,
    cost: {
      wired: {
        received: after.wired.received - before.wired.received,
        sent: after.wired.sent - before.wired.sent,
        requests: after.wired.requests - before.wired.requests,
      },
      serverMs: after.serverMs - before.serverMs,
      browserMs: after.browserMs - before.browserMs,
    },
  };
}

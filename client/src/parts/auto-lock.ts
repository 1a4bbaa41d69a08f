/** UX45: idle two minutes, hidden thirty seconds. */
export const IDLE_MS = 120_000;
export const HIDDEN_MS = 30_000;

/** The machine's own two clocks, in ms: the one on the wall, and the one that never goes back. */
export type Moment = { wallMs: number; mono: number };
export type Attention = { touched: Moment; hidden: Moment | null };

/**
 * Whether the tablet must lock now. Asked again whenever the page wakes up: a sleeping page's timers
 * do not run. Time has passed where either clock says so: the wall clock may be set back, the other
 * may stand still while the tablet sleeps. Never the office's time: it leaps when an answer puts it
 * right, and would hold an idle tablet open for as long as its clock was fast.
 */
export function mustLock({ touched, hidden }: Attention, now: Moment): boolean {
  if (hidden !== null && passed(hidden, now) >= HIDDEN_MS) return true;
  return passed(touched, now) >= IDLE_MS;
}

function passed(since: Moment, now: Moment): number {
  return Math.max(now.wallMs - since.wallMs, now.mono - since.mono);
}

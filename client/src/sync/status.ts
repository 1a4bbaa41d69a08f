import type { Instant } from '@khop/shared/time';
import { fromInstant, toInstant } from '@khop/shared/time';
import type { BacklogView } from '../data/backlog.ts';
import { StorageTrouble } from '../data/storage-trouble.ts';
import type { Quarantined, SyncStatus } from '../tablet.ts';
import { isOffline, type RoadState } from './road.ts';
import { WireTrouble } from './wire.ts';

/** Everything the status is made of; nothing in it is remembered from an earlier status. */
export type StatusParts = {
  backlog: BacklogView;
  quarantine: Quarantined[];
  push: RoadState;
  pull: RoadState;
  /** Somebody is unlocked, so lists are to be pulled. */
  mayPull: boolean;
  run: { sent: number; total: number };
  lastSuccessAtMs: number | null;
  pulledAtMs: number | null;
  pullProgress: { received: number; total: number } | null;
  storage: SyncStatus['storage'];
  /** A save failed and none has succeeded since. */
  hasStorageTrouble: boolean;
  skewMs: number | null;
};

export function statusOf(parts: StatusParts): SyncStatus {
  const { backlog, push, pull, run } = parts;
  const problem = problemOf(parts);
  const retryAtMs = push.retryAtMs ?? pull.retryAtMs;
  // Written down by the tablet's clock, read beside the office's (`Tablet.now`).
  const officeTime = (ms: number | null): Instant | null =>
    ms === null ? null : toInstant(ms - (parts.skewMs ?? 0));
  return {
    ...backlog,
    oldestAt: backlog.oldestAt && officeTime(fromInstant(backlog.oldestAt)),
    phase: phaseOf(parts, problem),
    sent: run.sent,
    total: run.total,
    lastSuccessAt: officeTime(parts.lastSuccessAtMs),
    pulledAt: officeTime(parts.pulledAtMs),
    pullProgress: parts.pullProgress,
    quarantine: parts.quarantine,
    storage: parts.storage,
    skewMs: parts.skewMs,
    retryAt: officeTime(retryAtMs),
    problem,
  };
}

/** UX3: red only for what a person must do; a missing network is nobody's task. */
function phaseOf(parts: StatusParts, problem: SyncStatus['problem']): SyncStatus['phase'] {
  const { push, pull, backlog } = parts;
  if (push.isRunning && backlog.waiting > 0 && push.trouble === null) return 'sending';
  if (problem !== null || parts.quarantine.some((each) => !each.mended)) return 'act';
  const troubles = [push.trouble, pull.trouble].filter((each) => each !== null);
  if (troubles.some(isOffline)) return 'offline';
  return troubles.length > 0 ? 'retrying' : 'idle';
}

export function isRefusal(trouble: unknown): trouble is WireTrouble {
  return (
    trouble instanceof WireTrouble &&
    (trouble.status === 401 || trouble.status === 403) &&
    !trouble.retry
  );
}

function problemOf(parts: StatusParts): SyncStatus['problem'] {
  const { push, pull } = parts;
  if (isRefusal(push.trouble)) return 'revoked';
  for (const trouble of [push.trouble, pull.trouble]) {
    if (trouble instanceof WireTrouble && trouble.code === 'outdated') return 'outdated';
    if (trouble instanceof StorageTrouble) return 'storage';
  }
  if (parts.hasStorageTrouble) return 'storage';
  if (parts.mayPull && isRefusal(pull.trouble)) return 'signed-out';
  return null;
}

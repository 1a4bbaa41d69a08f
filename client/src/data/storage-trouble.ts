/**
 * The device's storage failed. `quota`: no room. `full`: no room even to open. `closed`: the handle died and could not be opened
 * again. `broken`: sealed bytes do not open. `locked`: the keys are away. `gone`: what this tablet
 * made was deleted by the browser or a person. `unknown`: what a full or failing disk looks like.
 */
export class StorageTrouble extends Error {
  readonly kind: 'quota' | 'closed' | 'broken' | 'locked' | 'gone' | 'full' | 'unknown';

  constructor(kind: StorageTrouble['kind'], cause?: unknown) {
    super(`storage: ${kind}`, { cause });
    this.name = 'StorageTrouble';
    this.kind = kind;
  }
}

/** A full disk does not always say that it is full: what it cannot write is all it tells. */
export function isOutOfRoom(error: unknown): boolean {
  return error instanceof StorageTrouble && ['quota', 'full', 'unknown'].includes(error.kind);
}

const CLOSED = new Set(['DatabaseClosedError', 'InvalidStateError', 'OpenFailedError']);
const UNKNOWN = new Set(['UnknownError', 'AbortError', 'TimeoutError', 'TransactionInactiveError']);

/**
 * What kind of storage failure an IndexedDB or Dexie error is; null for a bug of ours. By name, and
 * by the names inside: a quota failure is an AbortError with QuotaExceededError within (SAFETY 2).
 */
export function storageTroubleOf(error: unknown): StorageTrouble | null {
  if (error instanceof StorageTrouble) return error;
  const names = namesWithin(error, 0);
  if (names.includes('QuotaExceededError')) return new StorageTrouble('quota', error);
  if (names.some((name) => CLOSED.has(name))) return new StorageTrouble('closed', error);
  if (names.some((name) => UNKNOWN.has(name))) return new StorageTrouble('unknown', error);
  // Chromium keeps large values as files of their own, and says so when a full disk takes none.
  if (String(error).includes('Failed to write blobs')) return new StorageTrouble('unknown', error);
  return null;
}

function namesWithin(error: unknown, depth: number): string[] {
  if (typeof error !== 'object' || error === null || depth > 3) return [];
  const name = 'name' in error && typeof error.name === 'string' ? [error.name] : [];
  const inner = 'inner' in error ? namesWithin(error.inner, depth + 1) : [];
  const cause = 'cause' in error ? namesWithin(error.cause, depth + 1) : [];
  // Dexie's BulkError: what befell each of many rows.
  const failures = 'failures' in error && Array.isArray(error.failures) ? error.failures : [];
  const first = failures.slice(0, 1).flatMap((each) => namesWithin(each, depth + 1));
  return [...name, ...inner, ...cause, ...first];
}

import type { Id } from '@khop/shared/ids';
import { makeShown } from './shown.ts';

/** Continuous scanning (UX15): after a dose that began with a scan the camera opens for the next. */
export const isContinuous = makeShown(true);

/** The person the last scan led to: only their dose leads back to the camera. */
export const scannedPerson = makeShown<Id | null>(null);

import { toInstant } from '@khop/shared/time';
import { RESCUE_ENDING } from './rescue-file.ts';

const ZONE_MS = 7 * 3_600_000;

/** `khop-TB-07-20261122-0914.khop`: whose it is and when it was made, in Asia/Ho_Chi_Minh. */
export function rescueName(deviceName: string, nowMs: number): string {
  const name = deviceName.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const at = toInstant(nowMs + ZONE_MS).replaceAll(/[-:]/g, '');
  return `khop-${name}-${at.slice(0, 8)}-${at.slice(9, 13)}${RESCUE_ENDING}`;
}

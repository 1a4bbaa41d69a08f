import type { DeskDevices } from '@khop/shared/protocol/desk-devices';

/** Looking after the tablets of one's sites. Changing something asks for a fresh proof (A9). */
export type DeviceCare = {
  list(signal: AbortSignal): Promise<DeskDevices>;
  rename(device: string, name: string): Promise<void>;
  /** `own-code`: whoever made the code is not the second person [L4]. */
  approve(device: string): Promise<'approved' | 'own-code'>;
  revoke(device: string): Promise<void>;
};

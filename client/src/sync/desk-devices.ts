import { DeskDevices } from '@khop/shared/protocol/desk-devices';
import type { DeviceCare } from '../desk-devices.ts';
import type { DeskAsk } from './desk-ask.ts';
import { WireTrouble } from './wire.ts';

export function makeDeviceCare({ ask, tell }: DeskAsk): DeviceCare {
  const path = (device: string, what: string) =>
    `/api/desk/devices/${encodeURIComponent(device)}/${what}`;
  return {
    list: (signal) => ask({ method: 'GET', path: '/api/desk/devices' }, DeskDevices, signal),
    rename: (device, name) => tell({ method: 'POST', path: path(device, 'name'), body: { name } }),
    async approve(device) {
      try {
        await tell({ method: 'POST', path: path(device, 'approval') });
        return 'approved';
      } catch (error) {
        if (error instanceof WireTrouble && error.code === 'conflict') return 'own-code';
        throw error;
      }
    },
    revoke: (device) => tell({ method: 'POST', path: path(device, 'revocation') }),
  };
}

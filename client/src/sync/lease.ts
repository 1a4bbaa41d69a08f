import { LeaseReply } from '@khop/shared/protocol/enrol';
import type { Device } from '../data/device.ts';
import { type Wire, WireTrouble } from './wire.ts';

/** Asks the office until when this tablet may show people; null when it cannot be asked. */
export async function askLease(wire: Wire, device: Device): Promise<LeaseReply | null> {
  try {
    const token = device.deviceToken;
    return await wire.ask({ method: 'GET', path: '/api/lease', token }, LeaseReply);
  } catch (error) {
    if (error instanceof WireTrouble) return null;
    throw error;
  }
}

/** [P9] An office that was restored does not know this tablet: it is shown its own word for it. */
export async function showVoucher(wire: Wire, device: Device): Promise<boolean> {
  try {
    const body = { voucher: device.voucher };
    await wire.bytes({ method: 'POST', path: '/api/devices/again', token: null, body });
    return true;
  } catch (error) {
    if (error instanceof WireTrouble) return false;
    throw error;
  }
}

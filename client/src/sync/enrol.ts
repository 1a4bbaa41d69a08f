import { fromBase64 } from '@khop/shared/base64';
import {
  EnrolReply,
  OperatorKeyReply,
  operatorKeySigned,
  RecoveryReply,
  recoverySigned,
  SignInReply,
} from '@khop/shared/protocol/enrol';
import { PROTOCOL } from '@khop/shared/protocol/version';
import { type PublicKey, sign } from '@khop/shared/signature';
import type { Device } from '../data/device.ts';
import type { Registrar } from '../data/people.ts';
import { type Wire, WireTrouble } from './wire.ts';

/** What the office said to a code or a password; trouble of the network is `offline`. */
export async function enrolDevice(
  wire: Wire,
  code: string,
  deviceName: string,
  publicKey: PublicKey,
): Promise<EnrolReply | 'wrong-code' | 'expired' | 'offline'> {
  try {
    const body = { protocol: PROTOCOL, code, deviceName, publicKey };
    return await wire.ask({ method: 'POST', path: '/api/devices', token: null, body }, EnrolReply);
  } catch (error) {
    if (!(error instanceof WireTrouble)) throw error;
    if (error.kind !== 'http' || error.retry) return 'offline';
    return error.code === 'expired' ? 'expired' : 'wrong-code';
  }
}

export async function signIn(
  wire: Wire,
  user: string,
  password: string,
): Promise<SignInReply | 'wrong' | 'offline'> {
  try {
    const body = { user, password };
    return await wire.ask(
      { method: 'POST', path: '/api/sessions', token: null, body },
      SignInReply,
    );
  } catch (error) {
    if (!(error instanceof WireTrouble)) throw error;
    return error.kind !== 'http' || error.retry ? 'offline' : 'wrong';
  }
}

/** What only the office can do for an operator of this tablet; the tablet signs that it is asking. */
export function makeRegistrar(
  wire: Wire,
  subtle: SubtleCrypto,
  tablet: () => Device | null,
): Registrar {
  async function ask<T>(asking: () => Promise<T>): Promise<T | null> {
    try {
      return await asking();
    } catch (error) {
      if (error instanceof WireTrouble) return null;
      throw error;
    }
  }
  return {
    async addKey(token, operator, publicKey) {
      const own = tablet();
      if (own === null) return null;
      const sig = await sign(subtle, own.privateKey, operatorKeySigned(operator, publicKey));
      const body = { device: own.device, publicKey, sig };
      const path = '/api/operator-keys';
      return ask(() => wire.ask({ method: 'POST', path, token, body }, OperatorKeyReply));
    },
    async recover(token, operator) {
      const own = tablet();
      if (own === null || own.dataKey === null) return null;
      const { device, dataKey } = own;
      const sig = await sign(subtle, own.privateKey, recoverySigned(operator, dataKey));
      const body = { device, dataKey, sig };
      const path = '/api/recoveries';
      const reply = await ask(() => wire.ask({ method: 'POST', path, token, body }, RecoveryReply));
      return reply === null ? null : fromBase64(reply.dataKey);
    },
  };
}

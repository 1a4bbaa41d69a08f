import { EnrolReply, SignInReply } from '@khop/shared/protocol/enrol';
import { PROTOCOL } from '@khop/shared/protocol/version';
import { type Wire, WireTrouble } from './wire.ts';

/** What the office said to a code or a password; trouble of the network is `offline`. */
export async function enrolDevice(
  wire: Wire,
  code: string,
  deviceName: string,
): Promise<EnrolReply | 'wrong-code' | 'expired' | 'offline'> {
  try {
    const body = { protocol: PROTOCOL, code, deviceName };
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

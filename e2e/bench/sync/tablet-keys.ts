import { fromBase64, toBase64 } from '@khop/shared/base64';
import { genesisHash, type Signed } from '@khop/shared/entry';
import {
  MAX_PUSH_ENTRIES,
  type PushedEntry,
  type PushRequest,
  pushSigned,
} from '@khop/shared/protocol/push';
import { PROTOCOL } from '@khop/shared/protocol/version';
import {
  entrySigned,
  type KeyId,
  keyIdOf,
  makeSigningPair,
  type PublicKey,
  sign,
} from '@khop/shared/signature';
import type { Texted } from './journal.ts';

// A tablet without a tablet: it signs as one does, in pages and on the driver's side alike, always
// before the clock of a measurement starts.

const { subtle } = globalThis.crypto;

/** As plain JSON, so that it can be handed to a page. Private keys are PKCS #8, base64url. */
export type TabletKeys = {
  token: string;
  device: string;
  own: string;
  operator: { id: KeyId; own: string };
};

/** Key pairs of the tablet and of its operator; the office has to be told both public ones. */
export async function makeTabletKeys(
  token: string,
  device: string,
): Promise<{ keys: TabletKeys; publicKey: PublicKey; operatorKey: PublicKey }> {
  const tablet = await makeSigningPair(subtle, true);
  const operator = await makeSigningPair(subtle, true);
  const pkcs8 = async ({ privateKey }: typeof tablet) =>
    toBase64(new Uint8Array(await subtle.exportKey('pkcs8', privateKey)));
  const id = keyIdOf(operator.publicKey);
  return {
    keys: {
      token,
      device,
      own: await pkcs8(tablet),
      operator: { id, own: await pkcs8(operator) },
    },
    publicKey: tablet.publicKey,
    operatorKey: operator.publicKey,
  };
}

export type Signing = {
  device: string;
  token: string;
  /** As the operator, over an entry's digest. */
  signEntry(digest: string): Promise<Signed>;
  /** As the tablet. */
  sign(message: string): Promise<string>;
};

export async function openTabletKeys({
  token,
  device,
  own,
  operator,
}: TabletKeys): Promise<Signing> {
  const how = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const read = (pkcs8: string) =>
    subtle.importKey('pkcs8', fromBase64(pkcs8), how, false, ['sign']);
  const [deviceKey, operatorKey] = await Promise.all([read(own), read(operator.own)]);
  return {
    device,
    token,
    sign: (message) => sign(subtle, deviceKey, message),
    signEntry: async (digest) => ({
      key: operator.id,
      sig: await sign(subtle, operatorKey, entrySigned(digest)),
    }),
  };
}

/** A whole journal as requests of at most `most` entries, each with its end signed. */
export async function requestsOf(
  { journal, said, hashes }: Texted,
  tablet: Pick<Signing, 'device' | 'sign'>,
  most: number = MAX_PUSH_ENTRIES,
): Promise<PushRequest[]> {
  const requests: PushRequest[] = [];
  for (let before = 0; before < said.length; before += most) {
    const prevHash = hashes[before - 1] ?? genesisHash(journal);
    const entries = said.slice(before, before + most);
    const headHash = hashes[before + entries.length - 1] ?? prevHash;
    requests.push(
      await requestOf(tablet, { journal, from: before + 1, prevHash, headHash, entries }),
    );
  }
  return requests;
}

type Stretch = {
  journal: string;
  from: number;
  prevHash: string;
  headHash: string;
  entries: PushedEntry[];
};

export async function requestOf(
  { device, sign: signAsDevice }: Pick<Signing, 'device' | 'sign'>,
  { journal, from, prevHash, headHash, entries }: Stretch,
): Promise<PushRequest> {
  return {
    protocol: PROTOCOL,
    epoch: null,
    device,
    from,
    prevHash,
    entryKeys: [],
    vouchers: [],
    entries,
    sig: await signAsDevice(pushSigned(journal, from, headHash)),
  };
}

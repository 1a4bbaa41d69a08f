import { hash } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { FactorTable } from '../store/factor-tables.ts';
import type { Store } from '../store/store.ts';
import { beginCeremony, readCeremony } from './ceremonies.ts';
import { type Added, addFactor, listFactors, type Person } from './factors.ts';

// EdDSA, ES256 and RS256: what every authenticator has one of. Said in both places, or what was offered
// might not be taken.
const ALGORITHMS = [-8, -7, -257];

/** Where the desk is served: a passkey is made for one host and shown to no other. */
export type Place = { hostname: string; origins: string[] };

type MadeAnswer = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type AskedAnswer = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

async function newChallenge(store: Store): Promise<string> {
  const random = await store.read(async (reads) => reads.random);
  return Buffer.from(random(32)).toString('base64url');
}

/** What `navigator.credentials.create` is to be told. */
export async function offerPasskey(store: Store, { owner, account }: Person, place: Place) {
  const challenge = await newChallenge(store);
  const known = await store.read((reads) => listFactors(reads, account.id));
  const options = await generateRegistrationOptions({
    rpName: 'Khớp',
    rpID: place.hostname,
    userName: account.user,
    userDisplayName: account.full_name,
    userID: new Uint8Array(Buffer.from(hash('sha256', account.id), 'hex')),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: passkeysOf(known, place),
    // The password was asked for already: the key's own PIN is welcome, not demanded.
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
  await store.write((tx) => beginCeremony(tx, { owner, kind: 'make-passkey' }, challenge));
  return options;
}

/** What the browser made of the offer becomes a factor of the account. */
export async function confirmPasskey(
  store: Store,
  person: Person,
  place: Place,
  made: { name: string; answer: object },
): Promise<Added | 'wrong'> {
  const ceremony = { owner: person.owner, kind: 'make-passkey' } as const;
  const challenge = await store.read((reads) => readCeremony(reads, ceremony));
  if (challenge === null) return 'wrong';
  const read = await verifyRegistrationResponse({
    response: made.answer as MadeAnswer,
    expectedChallenge: challenge,
    expectedOrigin: place.origins,
    expectedRPID: place.hostname,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(notAnAnswer);
  if (read === null || !read.verified) return 'wrong';
  const { id, publicKey, counter } = read.registrationInfo.credential;
  return addFactor(store, person, {
    kind: 'passkey',
    name: made.name,
    secret: Buffer.from(publicKey).toString('base64url'),
    credential: id,
    host: place.hostname,
    counter,
  });
}

/** What `navigator.credentials.get` is to be told. */
export async function askPasskey(store: Store, { owner, account }: Person, place: Place) {
  const challenge = await newChallenge(store);
  const known = await store.read((reads) => listFactors(reads, account.id));
  const options = await generateAuthenticationOptions({
    rpID: place.hostname,
    allowCredentials: passkeysOf(known, place),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'discouraged',
  });
  await store.write((tx) => beginCeremony(tx, { owner, kind: 'ask-passkey' }, challenge));
  return options;
}

/** The factor an answer is signed with, and the counter it has now; null for any other answer. */
export async function readPasskeyAnswer(
  store: Store,
  { owner, account }: Person,
  place: Place,
  answer: object,
): Promise<{ factor: FactorTable; counter: number } | null> {
  const { challenge, factors } = await store.read(async (reads) => ({
    challenge: await readCeremony(reads, { owner, kind: 'ask-passkey' }),
    factors: await listFactors(reads, account.id),
  }));
  const response = answer as AskedAnswer;
  const factor = factors.find((each) => each.kind === 'passkey' && each.credential === response.id);
  if (challenge === null || factor === undefined) return null;
  const read = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: place.origins,
    expectedRPID: factor.host ?? place.hostname,
    credential: {
      id: factor.credential ?? '',
      publicKey: new Uint8Array(Buffer.from(factor.secret, 'base64url')),
      counter: factor.counter,
    },
    requireUserVerification: false,
  }).catch(notAnAnswer);
  if (read === null || !read.verified) return null;
  return { factor, counter: read.authenticationInfo.newCounter };
}

/** The library throws for every answer that is not the one: to us they are all alike. */
function notAnAnswer(): null {
  return null;
}

function passkeysOf(factors: readonly FactorTable[], { hostname }: Place): { id: string }[] {
  return factors.flatMap(({ kind, credential, host }) =>
    kind === 'passkey' && credential !== null && host === hostname ? [{ id: credential }] : [],
  );
}

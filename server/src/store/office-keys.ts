import { fromBase64, toBase64 } from '@khop/shared/base64';
import { makeEscrowPair } from '@khop/shared/escrow';
import type { OfficeKeys } from '@khop/shared/protocol/enrol';
import { makeSigningPair, sign } from '@khop/shared/signature';
import type { Store } from './store.ts';

/**
 * The office's own keys, made at its first start and the same for ever after: a restored office must
 * open what was wrapped to it before. They lie in the store beside the records they protect on
 * tablets, are copied with it, and every process that shares the store has them.
 */
export type OfficeKeyRing = {
  public: OfficeKeys;
  escrow: { publicKey: string; privateKey: Uint8Array<ArrayBuffer> };
  sign(message: string): Promise<string>;
};

const { subtle } = globalThis.crypto;

async function makeKeys() {
  const escrow = await makeEscrowPair(subtle);
  const signing = await makeSigningPair(subtle, true);
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', signing.privateKey));
  return [
    { use: 'escrow', public_key: escrow.publicKey, private_key: toBase64(escrow.privateKey) },
    { use: 'signing', public_key: signing.publicKey, private_key: toBase64(pkcs8) },
  ] as const;
}

export async function openOfficeKeys(store: Store): Promise<OfficeKeyRing> {
  let rows = await readKeys(store);
  if (rows.length < 2) {
    const made = await makeKeys();
    // Two processes may start at once: the first one's keys are the office's.
    await store.write((tx) =>
      tx.db
        .insertInto('office_key')
        .values(made.map((key) => ({ ...key, made_at: tx.clock.now() })))
        .onConflict((conflict) => conflict.column('use').doNothing())
        .execute(),
    );
    rows = await readKeys(store);
  }
  const of = (use: 'escrow' | 'signing') => {
    const row = rows.find((each) => each.use === use);
    if (row === undefined) throw new Error(`an office without its ${use} key`);
    return { publicKey: row.public_key, privateKey: fromBase64(row.private_key) };
  };
  const signing = of('signing');
  const key = await subtle.importKey(
    'pkcs8',
    signing.privateKey,
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  const escrow = of('escrow');
  return {
    public: { escrow: escrow.publicKey, signing: signing.publicKey },
    escrow,
    sign: (message) => sign(subtle, key, message),
  };
}

function readKeys(store: Store) {
  return store.read(({ db }) => db.selectFrom('office_key').selectAll().execute());
}

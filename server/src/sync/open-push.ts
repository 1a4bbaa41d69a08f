import { fromBase64 } from '@khop/shared/base64';
import type { Entry } from '@khop/shared/entry';
import { entryKeyContext, importEntryKey, openEntry, unwrapAtOffice } from '@khop/shared/escrow';
import type { JournalId } from '@khop/shared/ids';
import { isAfterRevocation } from '@khop/shared/lease';
import { type PushedEntry, type PushRequest, pushSigned } from '@khop/shared/protocol/push';
import type { SignedText } from '@khop/shared/protocol/signed-text';
import { entrySigned } from '@khop/shared/signature';
import { fromInstant } from '@khop/shared/time';
import type { OfficeKeyRing } from '../store/office-keys.ts';
import { quarantine, readArrivals, type Said } from './arrival.ts';
import { digestOf } from './chain.ts';
import type { KnownKeys, OperatorKey } from './known-keys.ts';
import { isSignedBy } from './proof.ts';
import type { Push } from './push.ts';

export type Opened = { push: Push } | { refused: 'bad-request' | 'forbidden' | 'unknown-key' };

export type PushKeys = {
  office: OfficeKeyRing;
  known: KnownKeys;
  relearn(vouchers: readonly SignedText[]): Promise<unknown>;
};

/**
 * Opens a push and proves it, before any transaction: what a locked tablet sealed is opened, the
 * chain is hashed to its end, where the device must have signed it [P8], and each entry must bear
 * its operator's signature [E10] or is quarantined. `bad-request`: the bytes are not what was sent.
 * `unknown-key`: the office has to be shown what it vouched for [P9].
 */
export async function openPush(
  keys: PushKeys,
  journal: JournalId,
  receivedAt: number,
  request: PushRequest,
): Promise<Opened> {
  const { device, epoch, from, prevHash } = request;
  if (request.vouchers.length > 0) await keys.relearn(request.vouchers);
  const deviceKey = await keys.known.device(device);
  if (deviceKey === null) return { refused: 'forbidden' };
  const said = await openTexts(keys.office, request);
  if (said === null) return { refused: 'bad-request' };
  const operators = await findOperatorKeys(keys.known, said);
  if (operators.includes(null) && request.vouchers.length === 0) return { refused: 'unknown-key' };
  const arrivals = readArrivals({ journal, device, receivedAt }, from, prevHash, said);
  const end = pushSigned(journal, from, arrivals.at(-1)?.row.hash ?? prevHash);
  if (!(await isSignedBy(deviceKey, end, request.sig))) return { refused: 'bad-request' };
  await Promise.all(
    arrivals.map(async (arrival, index) => {
      const { entry, row } = arrival;
      const known = operators[index] ?? null;
      const isTheirs =
        known !== null &&
        (entry === null || entry.operator === known.account) &&
        (await isSignedBy(
          known.publicKey,
          entrySigned(digestOf(said[index]?.text ?? '')),
          row.sig ?? '',
        ));
      if (!isTheirs && arrival.entry !== null) quarantine(arrival, 'bad-signature');
    }),
  );
  const endedAt = await keys.known.endedAt(device);
  for (const arrival of arrivals) {
    if (arrival.entry !== null && isAfterRevocation(endedAt, madeAtMs(arrival.entry))) {
      quarantine(arrival, 'after-revocation');
    }
  }
  return { push: { journal, device, receivedAt, epoch, from, prevHash, arrivals } };
}

/** By the tablet's clock as corrected. */
function madeAtMs({ recordedAt }: Entry): number {
  return fromInstant(recordedAt.at) - (recordedAt.skewMs ?? 0);
}

/** Whose key each text was signed with; each key is looked up once. */
async function findOperatorKeys(known: KnownKeys, said: readonly Said[]) {
  const byId = new Map<string, OperatorKey | null>();
  for (const { key } of said) {
    if (key !== null && !byId.has(key)) byId.set(key, await known.operator(key));
  }
  return said.map(({ key }) => byId.get(key ?? '') ?? null);
}

/** The texts of all entries, or null when one of them cannot be opened. */
async function openTexts(
  office: OfficeKeyRing,
  { device, entries, entryKeys }: PushRequest,
): Promise<Said[] | null> {
  const { subtle } = globalThis.crypto;
  const opened = new Map<string, Awaited<ReturnType<typeof importEntryKey>>>();
  for (const { id, wrapped } of entryKeys) {
    const context = entryKeyContext(device, id);
    const raw = await unwrapAtOffice(subtle, office.escrow, context, bytesOf(wrapped));
    if (raw !== null) opened.set(id, await importEntryKey(subtle, raw));
  }
  const textOf = async (entry: PushedEntry): Promise<string | null> => {
    if ('text' in entry) return entry.text;
    const key = opened.get(entry.entryKey);
    if (key === undefined) return null;
    const text = await openEntry(subtle, key, entry, bytesOf(entry.sealed));
    return text === null || digestOf(text) !== entry.digest ? null : text;
  };
  const texts = await Promise.all(entries.map(textOf));
  const said: Said[] = [];
  for (const [index, { key, sig }] of entries.entries()) {
    const text = texts[index];
    if (text == null) return null;
    said.push({ text, key, sig });
  }
  return said;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(text);
  } catch {
    // What is no base64url cannot be opened either.
    return new Uint8Array(0);
  }
}

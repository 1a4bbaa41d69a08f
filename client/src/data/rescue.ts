import { pushSigned } from '@khop/shared/protocol/push';
import { PROTOCOL } from '@khop/shared/protocol/version';
import { toInstant } from '@khop/shared/time';
import type { Bytes } from './bytes.ts';
import { type Device, readOperators } from './device.ts';
import { readJournals, readOwnBodies } from './entries.ts';
import type { JournalRow, Ledger } from './ledger.ts';
import { packParcel, readStretch } from './outbox.ts';
import { entriesOf, RescuePush, writeRescue } from './rescue-file.ts';

/**
 * Small pushes: the carrier cannot cut what the device has signed, and each must pass a slow link in
 * one request (100 doses are 130 kB).
 */
const MOST = { count: 100, bytes: 400_000 };
/** Vouchers a push may carry. */
const MOST_VOUCHERS = 50;

/**
 * Everything the office has not acknowledged, as the pushes a locked tablet would send [P11]; null
 * when that is nothing. Reads only: no mark is left that anything was handed over [I21].
 */
export async function makeRescue(
  ledger: Ledger,
  device: Device,
  sign: (message: string) => Promise<string>,
  nowMs: number,
): Promise<{ bytes: Bytes; entries: number } | null> {
  const pushes: RescuePush[] = [];
  for (const journal of await ledger.run(readJournals)) {
    let from = await nextHeld(ledger, journal, journal.acked + 1);
    while (from !== null) {
      const push = await makePush(ledger, device, sign, journal, from);
      pushes.push(push);
      from = await nextHeld(ledger, journal, from + push.push.entries.length);
    }
  }
  if (pushes.length === 0) return null;
  const { deviceName, site } = device;
  const head = { deviceName, site: site.name, madeAt: toInstant(nowMs) };
  return { bytes: await writeRescue(head, pushes), entries: entriesOf({ pushes }) };
}

/** The next place whose text is here; those before it were freed as safe. */
async function nextHeld(ledger: Ledger, journal: JournalRow, from: number): Promise<number | null> {
  const [body] = await readOwnBodies(ledger, journal, from, 1);
  return body?.seq ?? null;
}

async function makePush(
  ledger: Ledger,
  device: Device,
  sign: (message: string) => Promise<string>,
  row: JournalRow,
  from: number,
): Promise<RescuePush> {
  const stretch = await readStretch(ledger, () => ({ journal: row, from }), MOST.count);
  if (stretch === null) throw new Error('a place that is none');
  const { entries, entryKeys, headHash } = await packParcel(stretch, null, MOST.bytes);
  const { journal } = row;
  const end = pushSigned(journal, from, headHash);
  const push = {
    protocol: PROTOCOL,
    // A carrier knows nothing of what the office last told this tablet.
    epoch: null,
    device: device.device,
    from,
    prevHash: stretch.prevHash,
    entryKeys,
    vouchers: await vouchersFor(ledger, device, new Set(entries.map(({ key }) => key))),
    entries,
    sig: await sign(end),
  };
  return RescuePush.parse({ journal, push });
}

/** So that an office restored to an earlier day knows the tablet and its operators again [P9]. */
async function vouchersFor(ledger: Ledger, device: Device, keys: ReadonlySet<string>) {
  const operators = await readOperators(ledger);
  const theirs = operators.filter(({ key }) => keys.has(key.id)).map(({ key }) => key.voucher);
  return [device.voucher, ...theirs].slice(0, MOST_VOUCHERS);
}

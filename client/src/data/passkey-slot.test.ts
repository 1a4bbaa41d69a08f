import { IDBKeyRange } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWithPasskey } from '../sample-tablet.ts';
import { type Disk, SAMPLE_PIN } from '../sample-world.ts';
import { type OperatorMeta, readOperators } from './device.ts';
import { openLedger } from './ledger.ts';
import { passkeyPlace } from './passkey.ts';
import { unwrapKey, wrapKey } from './wrap.ts';

async function slotOf({ indexedDB }: Disk) {
  const ledger = openLedger({ indexedDB, IDBKeyRange });
  const [row] = await readOperators(ledger);
  ledger.close();
  return row?.passkey ?? null;
}

test('[PK3] a slot opens only with its own operator, tablet and 32 bytes', async () => {
  const bytes = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length }).map((each) => new Uint8Array(each));
  const part = fc.record({ device: fc.uuid(), operator: fc.uuid(), output: bytes(32) });
  const { subtle } = crypto;
  await fc.assert(
    fc.asyncProperty(part, part, bytes(12), bytes(170), async (own, other, nonce, raw) => {
      const place = passkeyPlace(own.device, own.operator);
      const slot = await wrapKey(subtle, { nonce }, place, own.output, raw);
      expect(await unwrapKey(subtle, slot, place, own.output)).toEqual(raw);
      for (const name of ['device', 'operator', 'output'] as const) {
        const of = <T>(field: typeof name, mine: T, theirs: T) => (field === name ? theirs : mine);
        const device = of('device', own.device, other.device);
        const operator = of('operator', own.operator, other.operator);
        const output = of('output', own.output, other.output);
        const opened = await unwrapKey(subtle, slot, passkeyPlace(device, operator), output);
        const isSame = String(own[name]) === String(other[name]);
        expect(opened).toEqual(isSame ? raw : null);
      }
    }),
  );
});

test('[PK3] whatever is exchanged in the row, salt, credential or sealed bytes, it does not open', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('salt' as const, 'sealed' as const, 'nonce' as const, 'credential' as const),
      fc.nat(),
      async (field, at) => {
        const { tablet, disk } = await openWithPasskey();
        tablet.lock();
        const ledger = openLedger({ indexedDB: disk.indexedDB, IDBKeyRange });
        await ledger.run(async (db) => {
          const row = await db.meta.get('operator:op-lan');
          const meta = row?.value as OperatorMeta;
          const bytes = meta.passkey?.[field].slice() ?? new Uint8Array();
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
          await db.meta.put({
            key: 'operator:op-lan',
            value: { ...meta, passkey: { ...meta.passkey, [field]: bytes } },
          });
        });
        ledger.close();
        expect(['useless', 'cancelled']).toContain(await tablet.passkey.unlock('op-lan'));
        expect(tablet.state.get().at).toBe('locked');
        expect(await tablet.unlock('op-lan', SAMPLE_PIN)).toEqual({ ok: true });
        await tablet.close();
      },
    ),
    { numRuns: 12 },
  );
});

test('[PK3] the same authenticator opens no copy of the row under another operator', async () => {
  const { tablet, disk } = await openWithPasskey();
  await tablet.addOperator('minh', 'mat-khau-minh', '50827364');
  tablet.lock();
  const ledger = openLedger({ indexedDB: disk.indexedDB, IDBKeyRange });
  const [one, two] = await readOperators(ledger);
  expect([one?.operator.id, two?.operator.id]).toEqual(['op-lan', 'op-minh']);
  const value = { ...two, passkey: one?.passkey };
  await ledger.run((db) => db.meta.put({ key: 'operator:op-minh', value }));
  ledger.close();
  expect(await tablet.passkey.unlock('op-minh')).toBe('useless');
  expect(await tablet.passkey.unlock('op-lan')).toBe('opened');
});

test('[PK3] what lies on the disk names neither the secret nor what the authenticator computed', async () => {
  const { tablet, disk, authenticator } = await openWithPasskey();
  const slot = await slotOf(disk);
  if (slot === null) throw new Error('no slot');
  expect(Object.keys(slot).sort()).toEqual(['credential', 'nonce', 'salt', 'sealed']);
  expect(slot.salt).toHaveLength(32);
  const output = await authenticator.evaluate(slot.credential, slot.salt);
  if (typeof output === 'string') throw new Error(output);
  const kept = Buffer.concat(Object.values(slot));
  expect(kept.includes(Buffer.from(output))).toBe(false);
  // Salts are new each time: the same credential would compute something else.
  await tablet.passkey.remove();
  await tablet.passkey.add(SAMPLE_PIN);
  expect((await slotOf(disk))?.salt).not.toEqual(slot.salt);
});

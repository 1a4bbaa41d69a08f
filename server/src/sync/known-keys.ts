import type { Store } from '../store/store.ts';

export type OperatorKey = { account: string; device: string; publicKey: string };

/** Public keys of tablets and operators by id; null where there is none. */
export type KnownKeys = {
  device(id: string): Promise<string | null>;
  /** When the office revoked the tablet; never remembered. */
  endedAt(device: string): Promise<number | null>;
  operator(id: string): Promise<OperatorKey | null>;
};

const MOST = 10_000;

/** Keys never change or go, so what was found once is remembered; what was not found is asked again. */
export function openKnownKeys(store: Store): KnownKeys {
  const devices = new Map<string, string>();
  const operators = new Map<string, OperatorKey>();
  return {
    async device(id) {
      const held = devices.get(id);
      if (held !== undefined) return held;
      const row = await store.read(({ db }) =>
        db.selectFrom('device').select('public_key').where('id', '=', id).executeTakeFirst(),
      );
      return row?.public_key == null ? null : remember(devices, id, row.public_key);
    },
    async endedAt(device) {
      const row = await store.read(({ db }) =>
        db.selectFrom('device').select('ended_at').where('id', '=', device).executeTakeFirst(),
      );
      return row?.ended_at ?? null;
    },
    async operator(id) {
      const held = operators.get(id);
      if (held !== undefined) return held;
      const row = await store.read(({ db }) =>
        db
          .selectFrom('operator_key')
          .select(['account', 'device', 'public_key'])
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (row === undefined) return null;
      const { account, device, public_key: publicKey } = row;
      return remember(operators, id, { account, device, publicKey });
    },
  };
}

function remember<T>(kept: Map<string, T>, id: string, value: T): T {
  if (kept.size >= MOST) kept.clear();
  kept.set(id, value);
  return value;
}

import { newId } from '@khop/shared/ids';
import type { Site } from '@khop/shared/protocol/enrol';
import { recordAct } from '../store/audit.ts';
import { getOffice } from '../store/epochs.ts';
import type { Store } from '../store/store.ts';
import { asksForTwo, findSite } from './sites.ts';
import { codeHash, newCode, newSecret, newToken, tokenHash } from './tokens.ts';

/** How long a code may be typed in. */
export const CODE_LIFE_MS = 10 * 60_000;

/** A one-time code with which a tablet becomes the site's; null where there is no such site. */
export async function makeEnrolment(
  store: Store,
  asked: { site: string; by: string; lifeMs?: number },
): Promise<{ code: string; secret: string; until: number } | null> {
  return store.write(async (tx) => {
    const site = await findSite(tx, asked.site);
    if (site === null) return null;
    const code = newCode(tx.random);
    const secret = newSecret(tx.random);
    const now = tx.clock.now();
    const until = now + (asked.lifeMs ?? CODE_LIFE_MS);
    await tx.db
      .insertInto('enrolment')
      .values({
        code_hash: codeHash(code),
        secret_hash: tokenHash(secret),
        site: site.id,
        made_by: asked.by,
        made_at: now,
        expires_at: until,
        used_at: null,
        device: null,
      })
      .execute();
    await recordAct(tx, { who: asked.by, act: 'code-made', object: site.id });
    return { code, secret, until };
  });
}

export type Enrolled = { device: string; deviceToken: string; epoch: string; site: Site };

/** Uses a code up. `expired`: it was right once; a code that never was is `unknown`. */
export async function enrolDevice(
  store: Store,
  asked: { code: string; deviceName: string; publicKey: string },
): Promise<Enrolled | 'unknown' | 'expired'> {
  return store.write(async (tx) => {
    const now = tx.clock.now();
    const [typed, scanned] = [codeHash(asked.code), tokenHash(asked.code)];
    const enrolment = await tx.db
      .selectFrom('enrolment')
      .selectAll()
      .where((each) => each.or([each('code_hash', '=', typed), each('secret_hash', '=', scanned)]))
      .executeTakeFirst();
    if (enrolment === undefined) return 'unknown';
    const device = newId(now, tx.random);
    // Two tablets with one code at once: whoever's update counts has it.
    const used = await tx.db
      .updateTable('enrolment')
      .set({ used_at: now, device })
      .where('code_hash', '=', enrolment.code_hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    const site = await findSite(tx, enrolment.site);
    if (used.numUpdatedRows === 0n || site === null) return 'expired';
    const needsTwo = await asksForTwo(tx, site.id);
    const deviceToken = newToken(tx.random, 'device');
    await tx.db
      .insertInto('device')
      .values({
        id: device,
        site: site.id,
        name: asked.deviceName,
        token_hash: tokenHash(deviceToken),
        public_key: asked.publicKey,
        approved_by: needsTwo ? null : enrolment.made_by,
        approved_at: needsTwo ? null : now,
        enrolled_by: enrolment.made_by,
        enrolled_at: now,
        seen_at: now,
        ended_at: null,
      })
      .execute();
    await recordAct(tx, { who: enrolment.made_by, act: 'device-enrolled', object: device });
    const { epoch } = await getOffice(tx);
    return { device, deviceToken, epoch, site };
  });
}

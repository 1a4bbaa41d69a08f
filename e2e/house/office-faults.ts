import { StorageTrouble } from '@khop/client/data/storage-trouble';
import { allAtRest, count, type House } from './house.ts';
import { forgetOffice } from './losses.ts';
import { pick } from './people.ts';
import { uncounted } from './work.ts';

export async function restartOffice(house: House): Promise<void> {
  await house.office.kill();
  // Opening takes as long as the machine takes: nobody may be under way meanwhile.
  await allAtRest(house);
  await house.office.start();
}

/** The office's own backup, or somebody's copy of its file. */
const RESTORE_MS = 2 * 60_000;

export async function backUp(house: House): Promise<void> {
  const { backups } = house.office;
  if (backups === null) return;
  if (house.chance.next() < 0.8) return backups.takeImage();
  await allAtRest(house);
  await uncounted(() => backups.copy(house.office.store()));
}

/** The office loses its disk and is brought back as it was on an earlier day. */
export async function restore(house: House): Promise<void> {
  const { office, chance } = house;
  const from = pick(chance, ['chain', 'image', 'image', 'image'] as const);
  const isSilent = chance.next() < 0.5;
  if (office.backups === null || !office.backups.has(from)) return;
  count(house, from === 'image' && isSilent ? 'silent-restore' : `${from}-restore`);
  await office.kill();
  // Nobody has a disk put back within the minute in which an office believes no further claim [S5].
  house.clock.advance(RESTORE_MS);
  await allAtRest(house);
  const { backups } = office;
  await uncounted(() => backups.restore(from, isSilent));
  await office.start();
  house.witness.restored();
  await forgetOffice(house);
}

export async function changeRegistry({ office, chance }: House): Promise<void> {
  office.registry = pick(chance, ['up', 'up', 'up', 'down', 'flapping'] as const);
}

/** A nurse's right ends, whatever their tablet still has to send; or is given again. */
export async function changeRight(house: House, isEnded: boolean): Promise<void> {
  const actor = pick(house.chance, house.actors);
  const { id } = pick(house.chance, actor.operators);
  await setRight(house, id, isEnded);
  if (isEnded) count(house, 'right-ended');
  else await signInAgain(house);
}

/** The person's part: whoever is signed out signs in again. */
export async function signInAgain(house: House): Promise<void> {
  for (const { tabs, operators, operator } of house.actors) {
    for (const { tablet } of tabs) {
      const isOpen = tablet.state.get().at === 'open';
      if (!isOpen || tablet.status.get().problem !== 'signed-out') continue;
      const me = operators.find(({ id }) => id === operator);
      // A full disk keeps no new session, and the screen says so: they try again another time.
      if (me !== undefined) await tablet.renew(me.user, me.password).catch(bearStorage);
    }
  }
}

function bearStorage(error: unknown): void {
  if (!(error instanceof StorageTrouble)) throw error;
}

export async function setRight({ office, clock }: House, id: string, isEnded: boolean) {
  const ended_at = isEnded ? clock.now() : null;
  await office
    .store()
    .write((tx) => tx.db.updateTable('account').set({ ended_at }).where('id', '=', id).execute());
}

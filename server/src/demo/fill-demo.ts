import type { Role } from '@khop/shared/protocol/enrol';
import { type Day, dayOf } from '@khop/shared/time';
import { addAccount } from '../access/accounts.ts';
import { makeEnrolment } from '../access/enrol.ts';
import { hashPassword } from '../access/passwords.ts';
import { putSite } from '../access/sites.ts';
import { importPopulation } from '../checks/import-population.ts';
import type { Store, World } from '../store/store.ts';
import { putUnits } from '../store/units.ts';
import { type DemoCard, pickCards, populationListOf } from './cards.ts';
import { chanceOf } from './chance.ts';
import { makeCommune } from './commune.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts';
import { demoEntries } from './demo-entries.ts';
import { populationCsv } from './demo-files.ts';
import { pushJournal } from './fill-records.ts';
import { COMMUNE, COMMUNE_NAME, SITE, UNIT_CHANGES, UNITS } from './place.ts';

/** A tablet may be enrolled this long after the demonstration was made. */
const CODE_LIFE_MS = 7 * 24 * 3_600_000;

export type DemoOffice = {
  users: { user: string; password: string; fullName: string; role: Role }[];
  enrolment: { code: string; until: number };
  cards: DemoCard[];
  persons: number;
  entries: number;
};

/**
 * Fills an empty office with a synthetic commune, by real entries: the backlog of its site with the
 * usual faults, the police list, people who work there, lots, and whom the site expects today. An
 * office that already has a site is left alone: null. Broken off, it goes on where it stopped, for
 * the same seed gives the same journal.
 */
export async function fillDemo(
  store: Store,
  world: World,
  options: { seed: number; size: number; today?: Day },
): Promise<DemoOffice | null> {
  if (await hasSite(store)) return null;
  const { seed, size } = options;
  const today = options.today ?? dayOf(world.clock.now());
  const commune = makeCommune({ seed, size });
  const cards = pickCards(commune);
  const journal = demoEntries(commune, chanceOf(seed + 1).random, today);
  const entries = await pushJournal(store, world, journal);
  const list = await importPopulation(
    store,
    world,
    populationCsv(populationListOf(commune, cards)),
  );
  if ('missing' in list || list.refused > 0) throw new Error('the demonstration’s list is faulty');
  // [G1] A thousand records in one name are a demonstration's backlog and nobody's guessing.
  await store.write((tx) => tx.db.updateTable('job').set({ released_by: 'demo' }).execute());
  // Last, for it is the mark that the demonstration is whole.
  await putPeople(store, world);
  const enrolment = await makeEnrolment(store, {
    site: SITE.id,
    by: 'acc-quantri',
    lifeMs: CODE_LIFE_MS,
  });
  if (enrolment === null) throw new Error('the demonstration has no site');
  const users = DEMO_ACCOUNTS.map(({ user, fullName, role }) => {
    return { user, password: DEMO_PASSWORD, fullName, role };
  });
  return { users, enrolment, cards, persons: commune.persons.length, entries };
}

async function hasSite(store: Store): Promise<boolean> {
  const site = await store.read((reads) =>
    reads.db.selectFrom('site').select('id').limit(1).executeTakeFirst(),
  );
  return site !== undefined;
}

async function putPeople(store: Store, world: World): Promise<void> {
  const accounts = await Promise.all(
    DEMO_ACCOUNTS.map(async (account) => {
      return { ...account, password: await hashPassword(DEMO_PASSWORD, world.random) };
    }),
  );
  await store.write(async (tx) => {
    await putUnits(
      tx,
      UNITS,
      UNIT_CHANGES.map((change) => ({ ...change, basis: 'list' })),
    );
    await putSite(tx, { ...SITE, commune: COMMUNE, communeName: COMMUNE_NAME });
    for (const account of accounts) await addAccount(tx, account, 'demo');
    // Whoever tries Khớp out has no authenticator at hand; they may add one and then need it. Nothing
    // else ever sets this mark, so no account of real people has it.
    await tx.db.updateTable('account').set({ second_factor: 'exempt' }).execute();
  });
}

/** The sheet of cards of a demonstration with this seed and size, made anew after a restart. */
export function demoCards(options: { seed: number; size: number }): DemoCard[] {
  return pickCards(makeCommune(options));
}

import type { Store } from '@khop/server/store/store';
import { readArrivals } from '@khop/server/sync/arrival';
import { acceptPushes } from '@khop/server/sync/push';
import { genesisHash } from '@khop/shared/entry';
import {
  sampleDose,
  sampleIdentity,
  sampleJournal,
  sampleRegistration,
  seededRandom,
} from '@khop/shared/sample';

/** The tablet of all that only makes the office large. */
export const FILLER = 'filler';
const SITE = 'site-of-the-filler';
const PER_JOURNAL = 500;

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ'];
const MIDDLES = ['Văn', 'Thị', 'Hữu', 'Đức', 'Ngọc', 'Thanh', 'Quang', 'Kim', 'Xuân', 'Thuỳ'];

/**
 * Persons with one dose each, by real pushes; two entries a record. They are foreigners, of whom no
 * database is asked, so that the drill measures the office and not its questions.
 */
export async function fillOffice(
  store: Store,
  records: number,
  receivedAt: number,
  first = 0,
): Promise<void> {
  const chance = seededRandom(records + first + 1);
  const pick = (from: readonly string[]) => from[Math.floor(chance.next() * from.length)] ?? '';
  for (let made = 0; made < records; made += PER_JOURNAL) {
    const tablet = sampleJournal(first + made + 1_000_003);
    for (let nth = 0; nth < Math.min(PER_JOURNAL, records - made); nth++) {
      const person = tablet.newId();
      const serial = String(first + made + nth).padStart(7, '0');
      const identity = {
        ...sampleIdentity,
        fullName: `${pick(FAMILIES)} ${pick(MIDDLES)} ${pick(MIDDLES)} ${serial}`,
        number: { kind: 'passport' as const, value: `P${serial}` },
        nationality: 'LA',
      };
      const address = `Tổ ${Math.floor(chance.next() * 40)}, thôn ${pick(MIDDLES)}`;
      tablet.add('person-registered', person, { ...sampleRegistration(identity, SITE), address });
      tablet.add('dose-recorded', person, { dose: { ...sampleDose, site: SITE } });
    }
    const { journal } = tablet;
    const prevHash = genesisHash(journal);
    // Nobody signed what only makes the office large.
    const said = tablet.entries.map(({ text }) => ({ text, key: null, sig: null }));
    const arrivals = readArrivals({ journal, device: FILLER, receivedAt }, 1, prevHash, said);
    const push = { journal, device: FILLER, receivedAt, epoch: null, from: 1, prevHash, arrivals };
    const [outcome] = await store.write((tx) => acceptPushes(tx, [push]));
    if (outcome?.status !== 'stored') throw new Error('the filler was refused');
  }
}

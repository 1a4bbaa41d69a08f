import { expect, test } from 'vitest';
import { groupLate, type QuarantineRow } from './late-groups.ts';

function row(seq: number, operator: string | null, rejected = false): QuarantineRow {
  const at = `2026-11-22T01:00:0${seq}.000Z`;
  const late =
    operator === null ? null : { operator, recordedAt: at, rejected, mayDecide: !rejected };
  const problem = late === null ? 'bad-body' : 'after-revocation';
  const kind = seq % 2 === 0 ? 'dose-recorded' : 'person-registered';
  const journal = '0190f0f0-0000-7000-8000-000000000001';
  const rest = { device: 'TB-07', site: 's', receivedAt: at, mended: false };
  return { journal, seq, kind, problem, late, ...rest } as QuarantineRow;
}

test('[L7] late entries are told by tablet and person, with when and how many doses, undecided first', () => {
  const groups = groupLate([
    row(5, 'Hoa', true),
    row(4, 'Hoa'),
    row(3, 'Tư'),
    row(2, 'Hoa'),
    row(1, null),
  ]);
  expect(groups).toMatchObject([
    {
      operator: 'Hoa',
      seqs: [4, 2],
      doses: 2,
      from: '2026-11-22T01:00:02.000Z',
      to: '2026-11-22T01:00:04.000Z',
      rejected: false,
    },
    { operator: 'Tư', seqs: [3], doses: 0 },
    { operator: 'Hoa', seqs: [5], rejected: true },
  ]);
});

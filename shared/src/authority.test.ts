import { expect, test } from 'vitest';
import { mayState } from './authority.ts';
import { type EntryKind, Fact, OFFICE_KINDS } from './entry.ts';
import { Role } from './protocol/enrol.ts';

const ROLES = Role.options;
const KINDS: EntryKind[] = Fact.def.options
  .map((each) => [...each.shape.kind.def.values][0])
  .flatMap((kind) => (kind === undefined ? [] : [kind]));
const statedBy = (kind: EntryKind) => ROLES.filter((role) => mayState(role, kind));
const SITES = ['vaccinator', 'head-of-site', 'health-station'];

test('[AP9] every kind of fact is somebody’s: the office’s, or at least the sites’', () => {
  expect(KINDS).toHaveLength(19);
  for (const kind of KINDS) {
    if (OFFICE_KINDS.includes(kind)) expect(statedBy(kind), kind).toEqual([]);
    else expect(statedBy(kind), kind).toEqual(expect.arrayContaining(SITES));
  }
});

test('[AP9] doses, screenings, reactions, sessions and stock are health’s alone', () => {
  const health = KINDS.filter((kind) =>
    /^(dose-(recorded|amended|voided)|screening|reaction|observation|session|vial|lot)/.test(kind),
  );
  expect(health).toHaveLength(11);
  for (const kind of health) expect(statedBy(kind), kind).toEqual(SITES);
});

test('[AP9] police state identities and no dose; a hamlet team no decision; the rest nothing', () => {
  const stated = (role: Role) => KINDS.filter((kind) => mayState(role, kind)).sort();
  expect(stated('commune-police')).toEqual([
    'contact-amended',
    'duplicate-judged',
    'identity-amended',
    'person-registered',
  ]);
  expect(stated('hamlet-team')).toEqual([
    'absence-noted',
    'contact-amended',
    'dose-planned',
    'identity-amended',
    'person-registered',
  ]);
  for (const role of [
    'commune-chairman',
    'district-health',
    'ministry',
    'administrator',
  ] as const) {
    expect(stated(role), role).toEqual([]);
  }
});

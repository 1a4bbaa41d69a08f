import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Appointment,
  heldAt,
  holdsAt,
  mayHold,
  overlap,
  type Place,
  refuseAppointment,
  rightAt,
  scopesOfHeld,
} from './appointment.ts';
import { Role } from './protocol/enrol.ts';
import { toInstant } from './time.ts';

const hour = (nth: number) => toInstant(Date.parse('2026-11-22T00:00:00.000Z') + nth * 3_600_000);
const site = (id: string): Place => ({ kind: 'site', site: id });
const unit = (code: string): Place => ({ kind: 'unit', unit: { edition: '2026-04', code } });
const country: Place = { kind: 'country' };
const reach = ({ code }: { code: string }) =>
  code === '00004' ? ['commune:2026-04:00004', 'commune:2025-06:00001'] : [];

let made = 0;
function appointment(
  role: Role,
  place: Place,
  from: number,
  until: number | null = null,
): Appointment {
  made += 1;
  const end = until === null ? null : hour(until);
  return { id: `ap-${made}`, role, place, from: hour(from), until: end };
}

const nurse = appointment('vaccinator', site('s1'), 0, 5);

test('[AP1] an appointment holds from its first instant until just before its last', () => {
  const held = [-1, 0, 4, 5].map((nth) => heldAt([nurse], hour(nth))?.role ?? null);
  expect(held).toEqual([null, 'vaccinator', 'vaccinator', null]);
});

test('[AP2] each role has its kinds of place', () => {
  expect(mayHold('vaccinator', site('s1'))).toBe(true);
  expect(mayHold('vaccinator', unit('00004'))).toBe(false);
  expect(mayHold('hamlet-team', unit('00004.2'))).toBe(true);
  expect(mayHold('commune-chairman', unit('01'))).toBe(false);
  expect(mayHold('district-health', unit('001'))).toBe(true);
  expect(mayHold('district-health', unit('01'))).toBe(true);
  expect(mayHold('ministry', country)).toBe(true);
  expect(mayHold('ministry', unit('1'))).toBe(false);
});

test('[AP3] another role at the same time is refused, after it is not', () => {
  const other = (from: number) => {
    const { id: _, ...wanted } = appointment('head-of-site', site('s1'), from);
    return refuseAppointment([nurse], wanted);
  };
  expect([other(4), other(5)]).toEqual(['other-role', null]);
  const { id: _, ...again } = appointment('vaccinator', site('s1'), 3);
  expect(refuseAppointment([nurse], again)).toBe('held-already');
  expect(refuseAppointment([], { ...again, until: again.from })).toBe('ends-before-it-begins');
  expect(refuseAppointment([], { ...again, place: country })).toBe('wrong-place');
});

test('[AP4] one lent to a second site works there and sees both', () => {
  const lent = appointment('vaccinator', site('s2'), 2, 3);
  const held = heldAt([nurse, lent], hour(2));
  expect(held).toMatchObject({ role: 'vaccinator', site: 's2', until: hour(3) });
  expect(held && scopesOfHeld(held, reach)).toEqual(['site:s2', 'site:s1']);
  expect(heldAt([nurse, lent], hour(4))?.site).toBe('s1');
});

test('[AP4] [U6] a commune comes with what it was made of; what lies above it is one scope', () => {
  const scopes = (role: Role, ...places: Place[]) => scopesOfHeld({ role, places }, reach);
  expect(scopes('commune-police', unit('00004'))).toEqual([
    'commune:2026-04:00004',
    'commune:2025-06:00001',
  ]);
  expect(scopes('head-of-site', unit('00007'), site('s1'))).toEqual([
    'site:s1',
    'commune:2026-04:00007',
  ]);
  expect(scopes('hamlet-team', unit('00007.1'))).toEqual(['commune:2026-04:00007']);
  expect(scopes('district-health', unit('01'))).toEqual(['area:2026-04:01']);
  expect(scopes('ministry', country)).toEqual(['country']);
  expect(scopes('administrator', country)).toEqual([]);
});

test('[AP6] who recorded at a site had a right there, or in its commune', () => {
  const at = (appointments: Appointment[], nth: number) =>
    rightAt(
      appointments,
      hour(nth),
      { id: 's1', commune: { edition: '2025-06', code: '00001' } },
      reach,
    );
  expect([at([nurse], 4), at([nurse], 5), at([], 4)]).toEqual([true, false, false]);
  expect(at([appointment('vaccinator', site('s2'), 0)], 1)).toBe(false);
  expect(at([appointment('health-station', unit('00004'), 0)], 1)).toBe(true);
  expect(at([appointment('health-station', unit('00007'), 0)], 1)).toBe(false);
  expect(at([appointment('district-health', unit('01'), 0)], 1)).toBe(false);
});

const AnyAppointment = fc
  .record({
    id: fc.uuid(),
    role: fc.constantFrom(...Role.options),
    place: fc.constantFrom(site('s1'), site('s2'), unit('00004'), unit('01'), country),
    from: fc.nat(20).map(hour),
    until: fc.option(fc.nat(20).map(hour)),
  })
  .filter((each) => refuseAppointment([], each) === null);

test('[AP4] [AP5] rights are those of appointments that hold, of one role, until the first ends', () => {
  fc.assert(
    fc.property(fc.array(AnyAppointment, { maxLength: 8 }), fc.nat(21), (all, nth) => {
      const at = hour(nth);
      const held = heldAt(all, at);
      const valid = all.filter((each) => holdsAt(each, at));
      expect(held === null).toBe(valid.length === 0);
      if (held === null) return;
      const own = valid.filter(({ role }) => role === held.role);
      expect(held.places).toHaveLength(own.length);
      for (const { place, until } of own) {
        expect(held.places).toContain(place);
        if (until !== null) expect(held.until !== null && held.until <= until).toBe(true);
      }
      // [AP4] what is over, not yet begun, or of somebody else's role changes nothing
      expect(heldAt(own, at)).toEqual(held);
      expect(heldAt([...all].reverse(), at)).toEqual(held);
    }),
  );
});

test('[AP3] appointments added one by one never give two roles at an instant', () => {
  fc.assert(
    fc.property(fc.array(AnyAppointment, { maxLength: 12 }), (wanted) => {
      const held: Appointment[] = [];
      for (const each of wanted) if (refuseAppointment(held, each) === null) held.push(each);
      for (const one of held) {
        for (const other of held) {
          if (overlap(one, other)) expect(one.role).toBe(other.role);
        }
      }
    }),
  );
});

import { describe, expect, it } from 'vitest';
import { doorFor } from './door.ts';

describe('the door of the tablet', () => {
  it('a locked tablet shows no screen but the lock and adding an operator', () => {
    for (const path of ['/', '/scan', '/person/x', '/dose/x', '/status', '/enrol'])
      expect(doorFor('locked', path)).toBe('/unlock');
    expect(doorFor('locked', '/unlock')).toBeNull();
    expect(doorFor('locked', '/operator')).toBeNull();
    expect(doorFor('locked', '/rescue')).toBeNull();
    expect(doorFor('not-enrolled', '/rescue')).toBe('/enrol');
  });

  it('a tablet of no site shows only its enrolment', () => {
    expect(doorFor('not-enrolled', '/dose/x')).toBe('/enrol');
    expect(doorFor('not-enrolled', '/unlock')).toBe('/enrol');
    expect(doorFor('not-enrolled', '/enrol')).toBeNull();
  });

  it('an open tablet leaves its doors behind, stays where it is, and may add an operator', () => {
    expect(doorFor('open', '/unlock')).toBe('/');
    expect(doorFor('open', '/operator')).toBeNull();
    expect(doorFor('open', '/dose/x')).toBeNull();
  });
});

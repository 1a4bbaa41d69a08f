import { expect, test } from 'vitest';
import { VACCINES } from './data/vaccines.ts';
import { findVaccine, readVaccine, Vaccine } from './vaccine.ts';

test.each([
  ['Pfizer', 'PFIZER'],
  ['COMIRNATY', 'PFIZER'],
  ['Comirnaty (Pfizer-BioNTech)', 'PFIZER'],
  ['vắc xin AstraZeneca', 'AZ'],
  ['az', 'AZ'],
  ['Vero Cell', 'VEROCELL'],
  ['EU/1/20/1507', 'MODERNA'],
  ['COVID-19 Vaccine (Vero Cell), Inactivated (WIBP-CorV)', 'WIBP'],
])('[V1] [V2] %s is read as %s', (text, code) => {
  expect(readVaccine(text)).toMatchObject({ code });
});

test('[V2] two vaccines or none are not read', () => {
  expect(readVaccine('Pfizer / Moderna')).toEqual({ problem: 'vaccine-ambiguous' });
  expect(readVaccine('Nanocovax')).toEqual({ problem: 'vaccine-unknown' });
  expect(readVaccine(' – ')).toEqual({ problem: 'vaccine-missing' });
});

test('[V1] every name in the list leads back to its vaccine', () => {
  for (const vaccine of VACCINES) {
    expect(Vaccine.safeParse(vaccine).success).toBe(true);
    expect(findVaccine(vaccine.code)).toBe(vaccine);
    for (const name of [
      vaccine.code,
      vaccine.product,
      vaccine.certificate.mp,
      ...vaccine.aliases,
    ]) {
      expect(readVaccine(` ${name.toLowerCase()} `)).toBe(vaccine);
    }
  }
  expect(findVaccine('toString')).toBeNull();
});

import { findVaccine } from '@khop/shared/vaccine';
import { t } from '@lingui/core/macro';

/** What people at the point call them; the national list carries the full product names. */
const shortNames = new Map(
  Object.entries({
    AZ: 'AstraZeneca',
    PFIZER: 'Comirnaty',
    MODERNA: 'Spikevax',
    VEROCELL: 'Vero Cell',
    SPUTNIKV: 'Sputnik V',
    HAYATVAX: 'Hayat-Vax',
    ABDALA: 'Abdala',
    JANSSEN: 'Janssen',
    COVISHIELD: 'Covishield',
    WIBP: 'Vero Cell (WIBP)',
    COVAXIN: 'Covaxin',
  }),
);

/** `Comirnaty`; a code the tablet does not know is shown as it is. */
export function vaccineName(code: string): string {
  return shortNames.get(code) ?? findVaccine(code)?.product ?? code;
}

export function doseName(ordinal: number): string {
  return t`Mũi ${ordinal}`;
}

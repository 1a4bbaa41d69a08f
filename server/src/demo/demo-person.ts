import type { Guardian, UnitKey } from '@khop/shared/entry';
import type { FourFields, Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { Day } from '@khop/shared/time';
import type { Citizen } from '../registry/match.ts';

/** What is wrong with a site's record of a person, as the generator made it wrong. */
export type Flaw =
  | 'none'
  | 'missing-number'
  | 'malformed-number'
  | 'lost-zero'
  | 'wrong-number'
  | 'relative-number'
  | 'wrong-name'
  | 'lost-marks'
  | 'wrong-birth'
  | 'swapped-birth'
  | 'invented-0101'
  | 'wrong-sex';

/** A synthetic inhabitant. The truth about a Vietnamese citizen is what the population list says. */
export type DemoPerson = {
  key: string;
  household: number;
  /** Null for foreigners. */
  citizen: Citizen | null;
  fullName: string;
  sex: 'male' | 'female';
  birthDate: FourFields['birthDate'];
  nationality: string;
  passport: string | null;
  address: string;
  phone: string | null;
  guardian: Guardian | null;
  residence: UnitKey;
};

export type DemoDose = { ordinal: number; vaccine: string; lot: string; injectedOn: Day };

/** A record of a person as a site wrote it, with what is wrong in it and what was written instead. */
export type SiteRecord = {
  id: Id;
  person: string;
  flaw: Flaw;
  /** A malformed number as it was written: it is no number, so the identity has none. */
  written: string | null;
  /** True for the second record of a person who was registered twice. */
  isDuplicate: boolean;
  identity: Identity;
  doses: DemoDose[];
};

export type Commune = {
  seed: number;
  persons: DemoPerson[];
  records: SiteRecord[];
};

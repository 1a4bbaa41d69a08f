import type { UnitKey } from '@khop/shared/entry';
import type {
  AdminPeople,
  AdminReason,
  AdminSites,
  AdminUnit,
  AdminUnitStory,
  AdminUnits,
  AppointmentWords,
  HamletWords,
  ImportReport,
  PeopleSearch,
  PersonWords,
  SiteWords,
} from '@khop/shared/protocol/desk-admin';

/**
 * What an administrator does at the desk. Calls throw as those of `Desk` do; what changes something
 * asks for a fresh proof by itself, and answers why it was not done, or null.
 */
export type DeskAdmin = {
  sites(after: string, signal: AbortSignal): Promise<AdminSites>;
  keepSite(id: string, words: SiteWords): Promise<AdminReason | null>;
  closeSite(id: string): Promise<AdminReason | null>;
  /** The unit a code means today; null where there is none. */
  unit(code: string, signal: AbortSignal): Promise<AdminUnit | null>;
  /** Units of all editions by code or name; an open question gives none. */
  units(text: string, signal: AbortSignal): Promise<AdminUnits>;
  unitStory(unit: UnitKey, signal: AbortSignal): Promise<AdminUnitStory>;
  addHamlet(words: HamletWords): Promise<AdminReason | null>;
  endHamlet(unit: UnitKey): Promise<AdminReason | null>;
  /** As `importBook`, for units, changes and hamlets. */
  importUnits(workbook: Uint8Array, dry: boolean): Promise<ImportReport>;
  people(asked: PeopleSearch, signal: AbortSignal): Promise<AdminPeople>;
  addPerson(words: PersonWords): Promise<AdminReason | null>;
  appoint(account: string, words: AppointmentWords): Promise<AdminReason | null>;
  endAppointment(id: string, until: string): Promise<AdminReason | null>;
  /** A password to be handed over: shown once. */
  firstPassword(account: string): Promise<string>;
  /** `dry`: only tells what would change. */
  importBook(workbook: Uint8Array, dry: boolean): Promise<ImportReport>;
};

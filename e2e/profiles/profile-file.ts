import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A value as JSON can carry it: bytes and keys stand as `{ $bytes }` and `{ $key }`, in base64. */
export type Carried = unknown;
export type StoreFile = {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  rows: Carried[];
};

/**
 * A tablet's profile as a released version left it, with entries that were never sent. Persons are
 * invented, the PIN is no secret. The office it belongs to lies beside it.
 */
export type ProfileFile = {
  /** The client's version, and the commit it was built from. */
  version: string;
  commit: string;
  /** When it was left, ms. */
  atMs: number;
  pin: string;
  operator: string;
  /** Entries that wait, oldest first. */
  unsent: string[];
  databases: { name: string; version: number; stores: StoreFile[] }[];
  marks: Record<string, string>;
};

const folder = import.meta.dirname;

/** The released versions of which a profile is kept. */
export function storedVersions(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function readProfile(version: string): { profile: ProfileFile; office: Buffer } {
  const read = (name: string) => gunzipSync(readFileSync(join(folder, version, name)));
  return {
    profile: JSON.parse(read('profile.json.gz').toString()) as ProfileFile,
    office: read('office.sqlite.gz'),
  };
}

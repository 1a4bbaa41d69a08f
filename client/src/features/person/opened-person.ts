import { Guardian } from '@khop/shared/entry';
import { Identity, Origins } from '@khop/shared/identity';
import { Id } from '@khop/shared/ids';
import type { PersonRecord } from '@khop/shared/record';
import * as z from 'zod/mini';

/** What was known when the form was opened, kept beside the draft: amendments are made from it. */
export const OpenedPerson = z.object({
  version: Id,
  identity: Identity,
  origins: Origins,
  phone: z.nullable(z.string()),
  address: z.nullable(z.string()),
  guardian: z.nullable(Guardian),
});
export type OpenedPerson = z.infer<typeof OpenedPerson>;

export function openedKey(person: Id): string {
  return `person-opened:${person}`;
}

export function openedFrom(record: PersonRecord): OpenedPerson {
  const { identity, origins, phone, address, guardian, versions, id } = record;
  return { version: versions.at(-1)?.entry ?? id, identity, origins, phone, address, guardian };
}

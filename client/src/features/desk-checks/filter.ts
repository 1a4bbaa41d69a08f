import * as z from 'zod/mini';
import type { DeskFilter } from '../../desk.tsx';

const Code = z.catch(z.optional(z.string().check(z.regex(/^[\w:.-]{1,100}$/))), undefined);
const Search = z.object({ state: Code, site: Code, commune: Code, cause: Code, flag: Code });

/** Every state: said in so many words, since an address without a state means the mismatches. */
export const ALL_STATES = 'all';

/**
 * The filter in an address; without a state it is the work list, what the registry called wrong. Codes only: what does not look like one (a name somebody typed into the
 * address bar) is dropped, so that no personal data can stand there.
 */
export function readFilter(search: unknown): DeskFilter {
  const parsed = Search.safeParse(search);
  if (!parsed.success) return { state: 'mismatch' };
  const { state = 'mismatch', site, commune, cause, flag } = parsed.data;
  return {
    state,
    ...(site !== undefined && { site }),
    ...(commune !== undefined && { commune }),
    ...(cause !== undefined && { cause }),
    ...(flag !== undefined && { flag }),
  };
}

/** The filter with one field set, or cleared by null. */
export function withFilter(
  filter: DeskFilter,
  field: keyof DeskFilter,
  value: string | null,
): DeskFilter {
  const { [field]: _, ...rest } = filter;
  return value === null ? rest : { ...rest, [field]: value };
}

/** The filter as the office is asked. */
export function askedFilter(filter: DeskFilter): DeskFilter {
  return filter.state === ALL_STATES ? withFilter(filter, 'state', null) : filter;
}

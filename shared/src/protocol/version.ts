/**
 * The version of the words on the wire. A change of any schema below is a new version (P1).
 * 1: the first. 2: a page comes packed as the tablet keeps it (packed-page.ts).
 */
export const PROTOCOL = 2;

/** The first version whose tablets are given packed pages; to older ones a page is JSON. */
export const PACKED_SINCE = 2;

/**
 * [P13] The oldest words for which this office enrols a tablet and hands out lists. What was recorded
 * is taken from every client, however old.
 */
export const MIN_CLIENT = 1;

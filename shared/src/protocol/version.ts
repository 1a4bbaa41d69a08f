/** The version of the words on the wire. A change of any schema below is a new version (P1). */
export const PROTOCOL = 1;

/**
 * [P13] The oldest words for which this office enrols a tablet and hands out lists. What was recorded
 * is taken from every client, however old.
 */
export const MIN_CLIENT = 1;

/** The version of the words on the wire. A change of any schema below is a new version (P1). */
export const PROTOCOL = 1;

/** Office versions a tablet of this build can speak with; a tablet below `MIN_CLIENT` may still push. */
export const MIN_CLIENT = 1;

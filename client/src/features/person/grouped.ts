/** Twelve digits by threes as on the card, others as they stand: easier to compare aloud. */
export function grouped(number: string): string {
  return /^\d{9}$|^\d{12}$/.test(number) ? (number.match(/.{3}/g) ?? []).join(' ') : number;
}

/**
 * Editions of the list of administrative units, oldest first; the name is the last or first month of
 * its validity. To 30 Jun 2025: 63 provinces, 696 districts, 10,035 communes. Since 1 Jul 2025
 * (202/2025/QH15, 19/2025/QĐ-TTg): 34 provinces, no districts, 3,321 communes. Since 30 Apr 2026
 * (30/2026/QH16): Đồng Nai a city, ten of its communes wards.
 */
export const UNIT_EDITIONS: readonly {
  edition: string;
  validFrom: string | null;
  validTo: string | null;
}[] = [
  { edition: '2025-06', validFrom: null, validTo: '2025-06-30' },
  { edition: '2025-07', validFrom: '2025-07-01', validTo: '2026-04-29' },
  { edition: '2026-04', validFrom: '2026-04-30', validTo: null },
];

import type { Plant } from './planted.ts';
import { plantsInOffice } from './plants-in-office.ts';
import { plantsInTablet } from './plants-in-tablet.ts';

/** Each must be found by the simulation, or the simulation proves nothing. */
export const plants: readonly Plant[] = [...plantsInOffice, ...plantsInTablet];

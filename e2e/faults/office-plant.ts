import { plantFrom } from '../house/plant-edits.ts';
import { officePlants } from './office-plants.ts';

// node --import ./e2e/faults/office-plant.ts server/src/main.ts with KHOP_PLANT: one bug in the office.
plantFrom(officePlants);

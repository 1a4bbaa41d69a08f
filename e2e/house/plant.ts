import { plantFrom } from './plant-edits.ts';
import { plants } from './plants.ts';

// node --import ./e2e/house/plant.ts … with KHOP_PLANT: one bug in the house.
plantFrom(plants);

import { fileRegistry } from './file-registry.ts';
import { CITIZENS, registryContract } from './registry-contract.ts';

const open = async (names: 'strict' | 'folded', hasPopulation = true) =>
  fileRegistry({
    findCitizens: async ({ numbers, oldNumbers }) =>
      CITIZENS.filter(
        ({ number, oldNumber }) =>
          (number !== null && numbers.includes(number)) ||
          (oldNumber !== null && oldNumbers.includes(oldNumber)),
      ),
    hasPopulation: async () => hasPopulation,
    names,
  });

for (const names of ['strict', 'folded'] as const) {
  registryContract(
    `file registry, ${names} names`,
    { sex: true, marks: names === 'strict' },
    () => open(names),
    () => open(names, false),
  );
}

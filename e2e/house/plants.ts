export type Plant = { name: string; file: string; find: string; put: string };

export const plants: readonly Plant[] = [];

import { destinationKinds } from './destinations/kinds.ts';

/** Each kind's address, by its variable and its place in the file. */
const addresses = destinationKinds.flatMap(({ table, variables }) =>
  Object.entries(variables)
    .slice(0, 1)
    .map(([variable, setting]) => `${variable} (${table}.${setting} in a file)`),
);

/** No back end is configured, and one is needed. */
export const noBackEnd = `no back end is configured; set the address of yours as ${new Intl.ListFormat('en', { type: 'disjunction' }).format(addresses)}`;

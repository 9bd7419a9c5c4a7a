import type { AddOptions } from '../queue/delivery-store.ts';

/** Where the applications of a form go. */
export type Destinations = Pick<AddOptions, 'destinations' | 'optional'>;

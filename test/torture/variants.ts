import type { B2cServiceSimulatorOptions } from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';

/** A kind of site, and what the proxy has to be told of it. */
export interface Variant {
  readonly name: string;
  readonly site: B2cServiceSimulatorOptions;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The sites on which exactly one incident has to come of an application in different ways. */
export const variants: readonly Variant[] = [
  { name: 'field', site: {}, settings: {} },
  {
    name: 'token',
    site: { customFields: { incidents: { submission_id: null } } },
    settings: { submissionIdField: null },
  },
  { name: 'sharing', site: { emailSharing: true }, settings: {} },
];

import { createB2cServiceSimulator } from '../../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { type Fault, faultsAnywhere } from './faults.ts';
import type { TorturedSystem } from './tortured-system.ts';

const writes = ['create-contact', 'create-incident', 'attach-file'];
const reads = ['query', 'read-menu', 'list-files', 'any'];

/** Every way in which the site can fail us, each leaving the outcome of a call in the dark in a way of its own. */
export const b2cServiceFaults: readonly Fault[] = [
  ...[...writes, ...reads].flatMap((operation) => faultsAnywhere.map((fault): Fault => [operation, fault])),
  ...writes.flatMap((operation): Fault[] => [
    [operation, 'status-400'],
    [operation, 'no-id'],
    // Carried out after the proxy has given up waiting, and before it looks.
    [operation, 'commit-late', 700],
    [operation, 'slow', 200],
  ]),
  // The same call by someone else: only of contacts does the site itself keep there from being two.
  ['create-contact', 'race'],
];

interface Incident {
  readonly threads?: readonly { readonly text?: string }[];
  readonly fileAttachments?: readonly { readonly fileName?: string }[];
}

/** The sites on which exactly one incident has to come of an application in different ways. */
const variants = {
  field: { site: {}, settings: {} },
  token: {
    site: { customFields: { incidents: { submission_id: null } } },
    settings: { submissionIdField: null },
  },
  sharing: { site: { emailSharing: true }, settings: {} },
} as const;

/** Oracle B2C Service: an application is an incident, whose thread ends in the application's id. */
export const b2cService: TorturedSystem = {
  name: 'b2c-service',
  variants: Object.keys(variants),
  takesFiles: true,
  open(variant, { holdMs }) {
    const { site, settings } = variants[variant as keyof typeof variants];
    const simulator = createB2cServiceSimulator({ holdMs, ...site });
    return {
      simulator,
      faults: b2cServiceFaults,
      table: 'b2cService',
      settings: (siteUrl) => ({ siteUrl, username: 'sandbox', ...settings }),
      env: { B2C_PASSWORD: 'sandbox' },
      prefix: 'B2C',
      held() {
        const { incidents } = simulator.records() as unknown as { incidents: readonly Incident[] };
        return incidents.map(({ threads, fileAttachments = [] }) => ({
          id: /^Id: (.+)$/m.exec(threads?.[0]?.text ?? '')?.[1] ?? '',
          files: fileAttachments.map(({ fileName = '' }) => fileName),
        }));
      },
    };
  },
};

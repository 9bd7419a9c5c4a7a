import { createEgainSimulator } from '../../../src/sandbox/simulators/egain/create-egain-simulator.ts';
import { type Fault, faultsAnywhere } from './faults.ts';
import type { TorturedSystem } from './tortured-system.ts';

const writes = ['create-customer', 'update-customer'];

const faults: readonly Fault[] = [
  ...[...writes, 'search', 'login', 'any'].flatMap((operation) =>
    faultsAnywhere.map((fault): Fault => [operation, fault]),
  ),
  ...writes.flatMap((operation): Fault[] => [
    [operation, 'status-400'],
    [operation, 'no-id'],
    // Carried out after the proxy has given up waiting, and before it looks.
    [operation, 'commit-late', 700],
    [operation, 'slow', 200],
  ]),
  ['create-customer', 'race'],
];

interface Customer {
  readonly emails: readonly string[];
  readonly fields: {
    readonly customAttributes?: {
      readonly customAttribute?: readonly {
        readonly attribName: string;
        readonly attribValues?: { readonly attribValue?: readonly { readonly value: string }[] };
      }[];
    };
  };
}

const variants = {
  json: { site: {}, settings: {} },
  xml: { site: {}, settings: { format: 'xml' } },
  // Each answer names another session, and the one before is worth nothing any more.
  rotating: { site: { sessions: { rotate: true } }, settings: {} },
  // A tenant that takes a second customer with the same address, and cannot be searched by attributes.
  lenient: {
    site: { assumptions: { duplicates: 'allow', customSearch: false, noHit: 204 } },
    settings: { customSearch: false, noHitStatuses: [204] },
  },
} as const;

/** eGain: an application is a value of a customer's attribute. */
export const egain: TorturedSystem = {
  name: 'egain',
  variants: Object.keys(variants),
  takesFiles: false,
  open(variant, { holdMs }) {
    const { site, settings } = variants[variant as keyof typeof variants];
    const simulator = createEgainSimulator({ holdMs, ...site });
    return {
      simulator,
      faults,
      table: 'egain',
      settings: (url) => ({ url, username: 'sandbox', ...settings }),
      env: { EGAIN_PASSWORD: 'sandbox' },
      prefix: 'EGAIN',
      held() {
        const { customers } = simulator.records() as unknown as { customers: readonly Customer[] };
        const addresses = new Set<string>();
        return customers.flatMap(({ fields, emails }) => {
          const held = (fields.customAttributes?.customAttribute ?? [])
            .filter(({ attribName }) => attribName === 'submission_id')
            .flatMap(({ attribValues }) => attribValues?.attribValue ?? [])
            .map(({ value }) => ({ id: value, files: [] }));
          // A second customer with one address is one too many, and so is what it carries.
          const isSecond = emails.some((email) => addresses.has(email));
          for (const email of emails) addresses.add(email);
          return isSecond ? [...held, ...held] : held;
        });
      },
    };
  },
};

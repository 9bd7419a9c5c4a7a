import { createFusionServiceSimulator } from '../../../src/sandbox/simulators/fusion-service/create-fusion-service-simulator.ts';
import { type Fault, faultsAnywhere } from './faults.ts';
import type { TorturedSystem } from './tortured-system.ts';

const writes = [
  'create-contact',
  'create-service-request',
  'create-message',
  'create-interaction',
  'attach-file',
];

const faults: readonly Fault[] = [
  ...[...writes, 'query', 'any'].flatMap((operation) =>
    faultsAnywhere.map((fault): Fault => [operation, fault]),
  ),
  ...writes.flatMap((operation): Fault[] => [
    [operation, 'status-400'],
    [operation, 'no-id'],
    // Carried out after the proxy has given up waiting, and before it looks.
    [operation, 'commit-late', 700],
    [operation, 'slow', 200],
  ]),
];

type Row = Readonly<Record<string, string | undefined>>;

const variants = {
  field: { records: 'service-request' },
  token: { records: 'service-request', submissionIdField: null },
  interaction: { records: 'interaction' },
} as const;

/** Oracle Fusion Service: an application is a service request or, where nothing else is wanted, an interaction. */
export const fusionService: TorturedSystem = {
  name: 'fusion-service',
  variants: Object.keys(variants),
  takesFiles: true,
  open(variant, { holdMs, now }) {
    const settings = variants[variant as keyof typeof variants];
    const simulator = createFusionServiceSimulator({ holdMs, ...(now && { now }) });
    return {
      simulator,
      faults,
      takesFiles: settings.records === 'service-request',
      table: 'fusionService',
      settings: (siteUrl) => ({
        siteUrl,
        username: 'sandbox',
        buOrgId: '300000187654320937',
        ...settings,
      }),
      env: { FUSION_PASSWORD: 'sandbox' },
      prefix: 'FUSION',
      held() {
        const records = simulator.records() as unknown as Record<string, readonly Row[]>;
        const of = (name: string) => records[name] ?? [];
        if (settings.records === 'interaction') {
          return of('interactions').map((row) => ({ id: row.OriginalSystemReference ?? '', files: [] }));
        }
        const requests = of('serviceRequests').map((row) => ({
          id: row.SubmissionId_c ?? / #([\da-f-]{36})$/.exec(row.Title ?? '')?.[1] ?? '',
          // Their rows do not say whose they are; every file of the torture has a name of its own.
          files: of('attachments').map(({ FileName = '' }) => FileName),
        }));
        // A second interaction or message of one application is as bad as a second service request.
        const ids = [
          of('interactions').map(({ OriginalSystemReference = '' }) => OriginalSystemReference),
          of('messages').map(
            ({ MessageContent = '' }) => /^Id: (.+)$/m.exec(atob(MessageContent))?.[1] ?? '',
          ),
        ];
        const again = ids.flatMap((list) => list.filter((id, at) => id !== '' && list.indexOf(id) !== at));
        return [...requests, ...again.map((id) => ({ id, files: [] }))];
      },
    };
  },
};

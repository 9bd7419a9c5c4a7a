import type { ApplicationFile } from '../../src/connectors/connector.ts';

/** What an applicant has sent along. */
export const licenseFile: ApplicationFile = {
  id: '7d8e',
  name: 'license.pdf',
  type: 'application/pdf',
  size: 9,
  read: async () => new TextEncoder().encode('%PDF-1.7\n'),
};

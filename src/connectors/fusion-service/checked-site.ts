import type { MappingChanges } from '../mapping/mapping.ts';
import type { FusionServiceClient } from './client.ts';
import type { FindContacts } from './contacts.ts';
import type { FusionObject } from './mapping-target.ts';
import type { FindServiceRequest } from './service-requests.ts';
import type { KnownRecords, Unseen } from './sight.ts';

/** What a check works with. */
export interface CheckedSite {
  readonly client: FusionServiceClient;
  readonly findContacts: FindContacts;
  readonly findServiceRequest: FindServiceRequest;
  readonly findInteraction: (id: string, signal: AbortSignal) => Promise<unknown>;
  /** The first setting whose record the account does not see; undefined where it sees those that are known. */
  readonly unseen: Unseen;
  readonly known: KnownRecords;
  readonly updateExisting: readonly string[];
  readonly mapping: MappingChanges<FusionObject> | undefined;
  readonly lengths: Readonly<Record<string, number>>;
  readonly serviceRequests: boolean;
  readonly submissionIdField: string | null;
  readonly interactionKey: string | null;
  readonly message: boolean;
  readonly takesFiles: boolean;
  /** What the settings put into objects. */
  readonly constants: Readonly<Record<'serviceRequest' | 'interaction', Readonly<Record<string, unknown>>>>;
  /** The setting that a refused sign-in points at. */
  readonly signInSetting: string;
}

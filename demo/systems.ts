/** A back end whose simulator the demo can show. */
export interface System {
  /** As people call it. */
  readonly title: string;
  /** What its calls do, by the names that its simulator has for them. */
  readonly operations: Readonly<Record<string, string>>;
  /** What every path of its API begins with, and nobody needs to read. */
  readonly apiRoot: string;
}

const any = { any: 'Any of them' };

/** Every back end, by the name of its destination. */
export const systems: Readonly<Record<string, System>> = {
  'b2c-service': {
    title: 'B2C Service',
    apiRoot: '/services/rest/connect',
    operations: {
      query: 'Query',
      'create-contact': 'Create contact',
      'update-contact': 'Update contact',
      'create-incident': 'Create incident',
      'attach-file': 'Attach file',
      ...any,
    },
  },
  'fusion-service': {
    title: 'Fusion Service',
    apiRoot: '/crmRestApi/resources',
    operations: {
      query: 'Query',
      'create-contact': 'Create contact',
      'create-service-request': 'Create service request',
      'create-message': 'Create message',
      'create-interaction': 'Create interaction',
      'create-reference': 'Create reference',
      'attach-file': 'Attach file',
      ...any,
    },
  },
  oneserve: {
    title: 'Oneserve',
    apiRoot: '/rest',
    operations: { 'save-contact': 'Save contact', ...any },
  },
  egain: {
    title: 'eGain',
    apiRoot: '/system/ws',
    operations: {
      login: 'Log in',
      search: 'Search',
      'create-customer': 'Create customer',
      'update-customer': 'Update customer',
      ...any,
    },
  },
  webhook: {
    title: 'Webhook',
    apiRoot: '/hook',
    operations: { receive: 'Receive', check: 'Check', ...any },
  },
};

/** The title of a back end. */
export const titleOf = (name: string) => systems[name]?.title ?? name;

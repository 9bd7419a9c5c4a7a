import { type CustomFields, customFieldsProperty } from './custom-fields.ts';
import { type Properties, SYSTEM_PROPERTIES } from './properties.ts';

/** The properties of an incident, with the tenant's own fields. */
export function incidentProperties(customFields: CustomFields): Properties {
  return {
    ...SYSTEM_PROPERTIES,
    referenceNumber: { kind: 'text', readOnly: true },
    subject: { kind: 'text', maxLength: 240 },
    primaryContact: { kind: 'reference', to: 'contacts', noun: 'Contact', required: true },
    statusWithType: {
      kind: 'object',
      properties: { status: { kind: 'menu' }, statusType: { kind: 'menu', readOnly: true } },
    },
    product: { kind: 'menu' },
    category: { kind: 'menu' },
    queue: { kind: 'menu' },
    severity: { kind: 'menu' },
    assignedTo: { kind: 'object', properties: { staffGroup: { kind: 'menu' } } },
    // Clients note that the system sets these two; a caller cannot.
    source: { kind: 'menu', readOnly: true },
    chatQueue: { kind: 'menu', readOnly: true },
    threads: {
      kind: 'list',
      queryName: 'threadList',
      elementId: 'thread_id',
      properties: {
        text: { kind: 'text', required: true },
        entryType: { kind: 'menu' },
        channel: { kind: 'menu' },
        contentType: { kind: 'menu' },
      },
    },
    fileAttachments: {
      kind: 'list',
      queryName: 'fileAttachmentList',
      elementId: 'file_id',
      properties: {
        fileName: { kind: 'text', required: true },
        data: { kind: 'text', required: true },
        contentType: { kind: 'text' },
        name: { kind: 'text' },
        description: { kind: 'text' },
        private: { kind: 'boolean' },
      },
    },
    customFields: customFieldsProperty(customFields),
  };
}

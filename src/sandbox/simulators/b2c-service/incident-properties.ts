import type { Assumptions } from './assumptions.ts';
import { type CustomFields, customFieldsProperty } from './custom-fields.ts';
import { type Properties, SYSTEM_PROPERTIES } from './properties.ts';

const CONTROL = /\p{Cc}/u;
const NO_FILE_NAME = /^$|[\p{Cc}/\\]/u;
const EMPTY = /^$/;

/** The properties of an incident, with the tenant's own fields. */
export function incidentProperties(
  { maxLengths, cleanText }: Assumptions,
  customFields: CustomFields,
): Properties {
  const without = (refuses: RegExp) => (cleanText ? { refuses } : {});
  return {
    ...SYSTEM_PROPERTIES,
    referenceNumber: { kind: 'text', readOnly: true },
    subject: { kind: 'text', maxLength: 240, ...without(CONTROL) },
    primaryContact: { kind: 'reference', to: 'contacts', noun: 'Contact', required: true },
    statusWithType: {
      kind: 'object',
      properties: { status: { kind: 'menu' }, statusType: { kind: 'menu', readOnly: true } },
    },
    product: { kind: 'menu' },
    category: { kind: 'menu' },
    disposition: { kind: 'menu' },
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
      appendOnly: true,
      properties: {
        id: { kind: 'integer', readOnly: true },
        text: { kind: 'text', required: true, maxLength: maxLengths.threadText },
        entryType: { kind: 'menu' },
        channel: { kind: 'menu' },
        contentType: { kind: 'menu' },
        createdTime: { kind: 'date-time', readOnly: true },
      },
    },
    fileAttachments: {
      kind: 'list',
      queryName: 'fileAttachmentList',
      elementId: 'file_id',
      // The content cannot be changed after upload, nor what describes it: a file is deleted and sent again.
      fixed: ['fileName', 'data', 'contentType'],
      properties: {
        id: { kind: 'integer', readOnly: true },
        fileName: { kind: 'text', required: true, maxLength: maxLengths.fileName, ...without(NO_FILE_NAME) },
        data: { kind: 'text', required: true, writeOnly: true, ...without(EMPTY) },
        contentType: { kind: 'text' },
        size: { kind: 'integer', readOnly: true },
        name: { kind: 'text' },
        description: { kind: 'text' },
        private: { kind: 'boolean' },
        createdTime: { kind: 'date-time', readOnly: true },
        updatedTime: { kind: 'date-time', readOnly: true },
      },
    },
    customFields: customFieldsProperty(customFields),
  };
}

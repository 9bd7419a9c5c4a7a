import { en } from '../../src/locales/en.ts';
import { es } from '../../src/locales/es.ts';
import type { Messages } from '../../src/locales/messages.ts';
import { offlineMessagesOf } from '../../src/locales/offline/offline-messages-of.ts';

/** The words by which a reader finds the way through the form. */
const wordsOf = ({ language, fields, options, words }: Messages) => ({
  next: words.next,
  send: words.submit,
  role: options.application_type.CONTRACTOR,
  yes: words.yes,
  no: words.no,
  now: offlineMessagesOf(language).sendNow,
  cdl: options.cdl_type.A,
  solo: options.driving_preference.SOLO,
  truck: fields.truck_type.label,
  first: fields.first_name.label,
  last: fields.last_name.label,
  phone: fields.phone.label,
  email: fields.email.label,
  zip: fields.postal_code.label,
});

export const words = { en: wordsOf(en), es: wordsOf(es) };

export type Language = keyof typeof words;

import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { checkPhone, tidy } from '../model/rules.ts';

/**
 * A telephone number of the North American Numbering Plan as it is stored: `720-340-1313`, or `720-340-1313 ext 5`,
 * whatever was pasted. What is none, or what the form would refuse, stays as typed but for stray spaces and marks that
 * are not seen. Numbers that nobody has, such as 555-0113, are numbers all the same.
 */
export function normalPhone(text: string): string {
  const typed = tidy(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));
  const number = parsePhoneNumberFromString(typed, { defaultCountry: 'US', extract: false });
  if (number?.countryCallingCode !== '1' || !number.isPossible()) return typed;
  const digits = number.nationalNumber.replace(/^(...)(...)(?=....$)/, '$1-$2-');
  const normal = number.ext ? `${digits} ext ${number.ext}` : digits;
  return checkPhone(normal) ? typed : normal;
}

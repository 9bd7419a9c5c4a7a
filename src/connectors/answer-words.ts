import type { Answer, Row } from '../model/definition.ts';
import { englishLabels } from '../model/labels.ts';
import { regionNames } from '../model/region-names.ts';

/** The questions in few words, in the order in which a recruiter wants the answers: who, how to reach, what. */
const questions: Readonly<Record<string, string>> = {
  first_name: 'First name',
  last_name: 'Last name',
  phone: 'Phone',
  email: 'E-mail',
  contact_time: 'Best time to call',
  street: 'Street',
  city: 'City',
  state: 'State',
  postal_code: 'ZIP or postal code',
  country: 'Country',
  application_type: 'Applies as',
  has_cdl: 'Has a CDL',
  cdl_type: 'CDL class',
  driving_preference: 'Likes to drive',
  truck_type: 'Truck',
};

/** Names of questions whose keys do not become words by themselves. */
const abbreviated: Readonly<Record<string, string>> = {
  ssn: 'Social Security number',
  twic: 'TWIC',
  at_least_21: 'At least 21 years old',
  hazmat_endorsed: 'HazMat endorsement',
  dl_denied: 'Licence denied',
  dl_revoked_suspended: 'Licence suspended or revoked',
  subject_fmcsr: 'Subject to the FMCSRs',
  employer_usdot: 'USDOT number',
  dot_mode: 'DOT agency',
  in_cmv: 'In a commercial vehicle',
};

const countries: Readonly<Record<string, string>> = { US: 'United States', CA: 'Canada' };

/** Answers by key with those that recruiters read first at the front, the rest in the order asked. */
export function inReadingOrder<T>(answers: Readonly<Record<string, T>>): [string, T][] {
  const first = Object.keys(questions).filter((key) => Object.hasOwn(answers, key));
  const rest = Object.keys(answers).filter((key) => !Object.hasOwn(questions, key));
  return [...first, ...rest].map((key) => [key, answers[key] as T]);
}

/** Whether a key is one of the questions that every form has in common; none of them is sensitive. */
export const isCommonQuestion = (key: string): boolean => Object.hasOwn(questions, key);

/** A question in few words. */
export function questionInWords(key: string): string {
  return nameIn(questions, key) ?? nameIn(abbreviated, key) ?? inWords(key);
}

/** An answer in one line of words: the names of options, yes or no, or what was written; rows one after the other. */
export function answerInWords(key: string, answer: Answer | undefined): string {
  if (typeof answer === 'boolean') return answer ? 'Yes' : 'No';
  if (typeof answer === 'object') {
    return isRows(answer)
      ? answer.map(rowInWords).join('; ')
      : answer.map((code) => answerInWords(key, code)).join(', ');
  }
  const code = answer ?? '';
  return nameIn(namesOf(key), code) ?? code;
}

/** Whether a list is one of rows and not one of codes. */
export const isRows = (answer: Answer): answer is readonly Row[] =>
  Array.isArray(answer) && typeof answer[0] === 'object';

const rowInWords = (row: Row) =>
  Object.entries(row)
    .map(([key, answer]) => `${questionInWords(key)}: ${answerInWords(key, answer)}`)
    .join(', ');

function namesOf(key: string): Readonly<Record<string, string>> {
  if (Object.hasOwn(englishLabels, key)) return englishLabels[key as keyof typeof englishLabels];
  return key === 'country' ? countries : /(^|_)(state|regionNames)$/.test(key) ? regionNames : {};
}

/** `years_of_experience` → `Years of experience`. */
export function inWords(key: string): string {
  const words = key.replaceAll(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A key such as `constructor` must not find what every object has. */
export const nameIn = (names: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined;

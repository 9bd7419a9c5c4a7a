/** Words that tell a protected class, in small letters without anything between their parts. */
interface TellingWords {
  /** Long ones, which stand in no other word that forms have: they tell wherever they stand. */
  readonly anywhere: readonly string[];
  /** Those that other words have in them, as `trace` has `race`: they tell as words of their own. */
  readonly whole: readonly string[];
}

/**
 * What no employer may decide by (Title VII, ADEA, ADA, USERRA; see `docs/connectors.md`), as words in the names of
 * fields. A record that a recruiter reads must not hold it, whatever the destination has fields for.
 */
const protectedWords: Readonly<Record<string, TellingWords>> = {
  'race or origin': {
    anywhere: [
      'racial',
      'ethnic',
      'hispanic',
      'ancestry',
      'nationality',
      'nationalorigin',
      'citizen',
      'birthplace',
      'placeofbirth',
      'skincolor',
      'colorofskin',
      'nativeamerican',
    ],
    whole: ['race', 'latino', 'latina', 'tribe', 'raza'],
  },
  // `transgender`, too.
  'sex or gender': {
    anywhere: ['gender', 'pregnan', 'sexual', 'pronouns'],
    whole: ['sex', 'sexo', 'genero'],
  },
  'marital or family status': {
    anywhere: ['marital', 'married', 'spouse', 'children', 'familystatus', 'familialstatus', 'marriage'],
    // Contractors are independent.
    whole: ['dependents', 'dependants', 'wife', 'husband'],
  },
  age: { anywhere: ['birth'], whole: ['dob', 'born'] },
  health: {
    // Not `disabling`, which damage to a truck can be, nor `medical`, since drivers have a medical card.
    anywhere: [
      'disabled',
      'disabilit',
      'handicap',
      'medicalcondition',
      'medicalhistory',
      'medication',
      'bloodpressure',
      'smoker',
      'illness',
      'diagnosis',
      'genetic',
    ],
    whole: ['health'],
  },
  religion: { anywhere: ['religio'], whole: ['creed', 'faith', 'church'] },
  'veteran status': { anywhere: ['veteran'], whole: [] },
};

/** What stands before and after a word where names run together in small letters, such as `issmoker` or `racecode`. */
const before = '(?:is|has|was|applicant|candidate|driver|employee|person|contact|customer|your|numberof)?';
const after = '(?:code|status|type|id|flag|group|category|name|value|year|date|field|description|range|s)?';

const runTogether = (words: readonly string[]) =>
  new RegExp(`^${before}(?:${words.join('|') || '(?!)'})${after}$`);

/** Class → whether a word tells it. */
const tells = Object.entries(protectedWords).map(([told, { anywhere, whole }]) => {
  const alone = runTogether(whole);
  const isTold = (word: string) => alone.test(word) || anywhere.some((part) => word.includes(part));
  return [told, isTold] as const;
});

const tellsAge = runTogether(['age']);

/** With one of these, `age` is a lawful question, such as `minimum_age_confirmed`, or that of a truck. */
const lawfulBesideAge = [
  'minimum',
  'min',
  'least',
  'over',
  'legal',
  'truck',
  'lead',
  'application',
  'experience',
  'account',
  'queue',
  'vehicle',
  'tractor',
  'trailer',
  'equipment',
];

/**
 * The protected class that a name is about, such as `age` for `customFields.c.date_of_birth`; undefined for none. It goes
 * by known words: a name that says nothing cannot be judged.
 */
export function protectedClassOf(name: string): string | undefined {
  return name
    .split('.')
    .map(classOfSegment)
    .find((told) => told !== undefined);
}

function classOfSegment(segment: string): string | undefined {
  const words = wordsIn(segment);
  if (words.join() === 'color') return 'race or origin';
  if (words.some((word) => tellsAge.test(word)) && !words.some((word) => lawfulBesideAge.includes(word))) {
    return 'age';
  }
  // `national_origin` and `NationalOrigin` are one word of the law.
  const pairs = words.map((word, at) => word + (words[at + 1] ?? ''));
  const all = [...words, ...pairs, words.join('')];
  return tells.find(([, isTold]) => all.some(isTold))?.[0];
}

/** `dateOfBirth`, `date_of_birth` and `Date-Of-Birth` are the same three words, and `DOBField` is two. */
const wordsIn = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);

/**
 * What no employer may decide by (Title VII, ADEA, ADA; see `docs/connectors.md`), as words in the names of fields. A
 * record that a recruiter reads must not hold it, whatever the destination has fields for.
 */
const protectedWords: Readonly<Record<string, readonly string[]>> = {
  'race or origin': [
    'race',
    'races',
    'racial',
    'ethnic',
    'ethnicity',
    'ancestry',
    'nationality',
    'nationalorigin',
    'citizenship',
    'birthplace',
    'skincolor',
  ],
  'sex or gender': ['gender', 'sex', 'pregnant', 'pregnancy', 'pregnancystatus', 'sexualorientation'],
  'marital or family status': ['marital', 'maritalstatus', 'married', 'spouse', 'dependents', 'children'],
  age: ['birth', 'birthdate', 'birthday', 'dateofbirth', 'dob', 'born'],
  health: [
    'health',
    'medicalcondition',
    'disability',
    'disabled',
    'disabilities',
    'handicap',
    'handicapped',
    'smoker',
    'illness',
    'diagnosis',
    'genetic',
  ],
  religion: ['religion', 'religious', 'creed'],
};

/** With one of these, `age` is a lawful question, such as `minimum_age_confirmed`, or that of a truck. */
const lawfulBesideAge = [
  'minimum',
  'min',
  'least',
  'over',
  'legal',
  'truck',
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
  if (words.includes('age') && !words.some((word) => lawfulBesideAge.includes(word))) return 'age';
  // `national_origin` and `NationalOrigin` are one word of the law.
  const pairs = words.map((word, at) => word + (words[at + 1] ?? ''));
  const all = new Set([...words, ...pairs, words.join('')]);
  return Object.entries(protectedWords).find(([, known]) => known.some((word) => all.has(word)))?.[0];
}

/** `dateOfBirth`, `date_of_birth` and `Date-Of-Birth` are the same three words, and `DOBField` is two. */
const wordsIn = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);

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
    'nationality',
    'citizenship',
    'birthplace',
  ],
  'sex or gender': ['gender', 'sex', 'pregnant', 'pregnancy'],
  'marital or family status': ['marital', 'spouse', 'dependents', 'children'],
  age: ['birth', 'birthdate', 'birthday', 'dob', 'born'],
  health: ['health', 'disability', 'disabled', 'disabilities', 'smoker', 'illness', 'diagnosis'],
  religion: ['religion', 'religious'],
};

/** The protected class that a name is about, such as `age` for `customFields.c.date_of_birth`; undefined for none. */
export function protectedClassOf(name: string): string | undefined {
  const segments = name.split('.').map(wordsIn);
  // `minimum_age_confirmed` is a lawful question; `age` is not.
  if (segments.some((words) => words.length === 1 && words[0] === 'age')) return 'age';
  const words = segments.flat();
  return Object.entries(protectedWords).find(([, known]) => words.some((word) => known.includes(word)))?.[0];
}

/** `dateOfBirth`, `date_of_birth` and `Date-Of-Birth` are the same three words. */
const wordsIn = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);

import type { ApplicantIntake } from '../element/applicant-intake.ts';
import type { DrawnElement } from '../element/drawn-element.ts';

/** What the class has beyond what every element has that is drawn. */
type Own = Exclude<keyof ApplicantIntake, keyof DrawnElement>;

/** The names of its properties: what is not to be called. */
type PropertyName = {
  [Name in Own]: ApplicantIntake[Name] extends (...given: never[]) => unknown ? never : Name;
}[Own];

/** Properties that take what no attribute can say. */
type ObjectName = 'definition' | 'transport' | 'values' | 'messages';

/** `applicationSource` → `application-source`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : Name;

/** The properties of `<applicant-intake>`, by their names in scripts. */
export type ApplicantIntakeProperties = Partial<Pick<ApplicantIntake, PropertyName>>;

/** The attributes of `<applicant-intake>`, by their names in HTML. */
export type ApplicantIntakeAttributes = {
  [Name in Exclude<PropertyName, ObjectName> as Kebab<Name>]?: ApplicantIntake[Name];
};

/** The events of `<applicant-intake>`, by name. */
export type ApplicantIntakeEvents = {
  [Name in Extract<keyof HTMLElementEventMap, `intake-${string}`>]: HTMLElementEventMap[Name];
};

/**
 * `<applicant-intake>` in React 19, for TypeScript: `import type {} from 'applicant-intake/react'`.
 *
 * React sets a property where the element has one of that name, and an attribute where it has not. Attribute names
 * work in both cases, also before the element's script has come and on a server; property names only after it. TypeScript
 * lets any name with a hyphen pass: what is misspelt there it does not see, what is of the wrong type it does.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ApplicantIntake } from '../element/applicant-intake.ts';
import type {
  ApplicantIntakeAttributes,
  ApplicantIntakeEvents,
  ApplicantIntakeProperties,
} from './offered.ts';

/** React adds a listener for whatever follows `on` to the letter: `onintake-accepted`. */
type Listeners = {
  [Name in keyof ApplicantIntakeEvents as `on${Name}`]?:
    | ((event: ApplicantIntakeEvents[Name] & { readonly currentTarget: ApplicantIntake }) => void)
    | undefined;
};

/** What can be written on `<applicant-intake>` in JSX. */
export type ApplicantIntakeProps = DetailedHTMLProps<HTMLAttributes<ApplicantIntake>, ApplicantIntake> &
  ApplicantIntakeAttributes &
  ApplicantIntakeProperties &
  Listeners;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'applicant-intake': ApplicantIntakeProps;
    }
  }
}

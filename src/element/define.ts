import { ApplicantIntake } from './applicant-intake.ts';

export type * from './applicant-intake.ts';

// Two copies of the script on one page are common: a tag manager adds one, the template another. The first one wins.
if (!customElements.get('applicant-intake')) customElements.define('applicant-intake', ApplicantIntake);

// Texts and styles before all code: compressors find again what they have seen within the last 32 kB.
import './styles/styles.ts';
import '../locales/en.ts';
import '../model/forms/driver-short.ts';
import { ApplicantIntake } from './applicant-intake.ts';

export type * from './applicant-intake.ts';

// Two copies of the script on one page are common: a tag manager adds one, the template another. The first one wins.
if (!customElements.get('applicant-intake')) customElements.define('applicant-intake', ApplicantIntake);

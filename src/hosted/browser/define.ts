import { locales } from '../../locales/load-locale.ts';
import { frameOrigins, tellHeight } from './frame-height.ts';
import { HostedIntake } from './hosted-intake.ts';

tellHeight(frameOrigins());
// The form must not change its words as it is taken over. Where they cannot be had, the page does without us.
const [language = ''] = document.documentElement.lang.split('-');
if (Object.hasOwn(locales, language)) await locales[language as keyof typeof locales]();
customElements.define('applicant-intake', HostedIntake);

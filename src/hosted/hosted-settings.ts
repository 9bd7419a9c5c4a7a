/** What the operator says about the hosted page. */
export interface HostedSettings {
  /** The carrier's name, or `''`. */
  readonly employer: string;
  /** A telephone number for questions, as people read it, or `''`. */
  readonly phone: string;
  /** The address of the privacy notice, or `''`. */
  readonly privacyHref: string;
  /** The address of the terms, which applicants then have to accept, or `''`. */
  readonly termsHref: string;
  /** The languages to choose from, as BCP 47 tags; the first one is for readers of none of them. */
  readonly languages: readonly string[];
  /** Where applicants of this page come from, unless the link says so, or `''`. */
  readonly applicationSource: string;
  /** Sources by what a link says in `application_source` or `utm_source`: `facebook=Facebook, ig=Instagram`. */
  readonly sourceMap: string;
  /** The questions that the page's address may answer beforehand. */
  readonly prefill: readonly string[];
  /** The colour of buttons, selection and progress as CSS writes it, or `''` for the form's own. */
  readonly accent: string;
  /** The same where the page is dark, or `''` for the same one. */
  readonly accentDark: string;
  readonly theme: 'auto' | 'light' | 'dark';
  /** Whether the proxy gives out challenges; not for the operator to say here. Default: false. */
  readonly challenges?: boolean;
}

/** What holds where the operator says nothing. */
export const defaultHostedSettings: HostedSettings = {
  employer: '',
  phone: '',
  privacyHref: '',
  termsHref: '',
  languages: ['en', 'es', 'fr-CA'],
  applicationSource: '',
  sourceMap: '',
  prefill: ['application_type'],
  accent: '',
  accentDark: '',
  theme: 'auto',
};

/** What the benchmark has to know about a candidate to use its form as an applicant would. */
export interface Candidate {
  /** Its folder beside this file, and its path on the server. */
  readonly name: 'plain-html' | 'ours' | 'formkit' | 'react-hook-form';
  /** The button that goes on or sends. */
  readonly submit: string;
  /** The boxes that hold a complaint about a field. */
  readonly complaint: string;
  /** Whether the form shows one group of questions at a time. */
  readonly stepwise: boolean;
}

/** The form by hand and without any script: what no script can beat. */
export const plainHtml: Candidate = {
  name: 'plain-html',
  submit: 'button[type=submit]',
  complaint: '.error',
  stepwise: false,
};

/** The element as a recruiting page embeds it, from the built file. */
export const ours: Candidate = {
  name: 'ours',
  submit: 'button[type=submit]',
  complaint: '[part=field-error], [part=error-summary]',
  stepwise: true,
};

/** What an engineer would otherwise take: the form made with a library. */
export const peers: readonly Candidate[] = [
  { name: 'formkit', submit: 'button[type=submit]', complaint: '.error', stepwise: false },
  { name: 'react-hook-form', submit: 'button[type=submit]', complaint: '.error', stepwise: false },
];

/** In the order in which they take turns. */
export const candidates: readonly Candidate[] = [plainHtml, ours, ...peers];

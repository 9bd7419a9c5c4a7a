/** A page that holds no form. */
export interface ProblemText {
  readonly title: string;
  readonly text: string;
}

/** Why there is no form to show. */
export type ProblemName = 'missing' | 'elsewhere' | 'unreadable' | 'tooLarge' | 'tooMany' | 'broken';

/** The texts around the hosted form in one language; what is in the form has its own. */
export interface HostedTexts {
  /** The heading of the page. */
  readonly heading: string;
  /** The page was open for too long. */
  readonly late: string;
  /** Too much comes from the reader's connection. */
  readonly busy: string;
  /** Applications cannot be stored at the moment. */
  readonly unavailable: string;
  readonly problems: Readonly<Record<ProblemName, ProblemText>>;
  /** The link to the form. */
  readonly toForm: string;
}

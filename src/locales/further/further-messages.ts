/** The words of the kinds of fields that the short form does without; loaded with them. */
export interface FurtherMessages {
  readonly month: string;
  readonly day: string;
  readonly year: string;
}

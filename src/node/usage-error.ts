/** The command line asks for something that there is not. The message is one line that says what there is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

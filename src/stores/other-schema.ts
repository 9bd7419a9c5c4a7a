/** The data were written by a newer program. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';

  readonly found: number;
  readonly known: number;

  constructor(found: number, known: number) {
    super(
      `The data were written by a newer applicant-intake (schema ${found}, this one knows ${known}). Install that version, or restore a backup.`,
    );
    this.found = found;
    this.known = known;
  }
}

/** The data are not up to date: an older program has written them, and no proxy of this version has been through them. */
export class OlderSchema extends Error {
  override readonly name = 'OlderSchema';
}

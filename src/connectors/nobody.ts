/** The address that a check looks up: a domain that can have no mailboxes (RFC 2606, 2). */
export const nobody = 'applicant-intake.check@example.invalid';

/** The id that a check looks up: no submission has it (RFC 9562, 5.9). */
export const noSubmission = '00000000-0000-0000-0000-000000000000';

/** What answers of the contact API must look like before anything is believed. */

import * as z from 'zod/mini';

/** The one body there is: whether it went well, and if not, texts that may quote the database and so the person. */
export const resultSchema = z.object({
  result: z.enum(['success', 'fail']),
  result_msg: z.optional(z.nullable(z.string())),
});

import { assignmentsTo } from '../../src/connectors/b2c-service/assignments-to.ts';
import type { B2cObject } from '../../src/connectors/b2c-service/mapping-target.ts';
import { assemble } from '../../src/connectors/mapping/assignments.ts';
import { factsOf } from '../../src/connectors/mapping/facts.ts';
import type { MappingChanges } from '../../src/connectors/mapping/mapping.ts';
import { driverShort, type FormDefinition } from '../../src/model/index.ts';
import { contextOf, submissionOf } from './b2c-service.ts';

export interface Mapped {
  /** Replace single answers of the invented driver; undefined removes one. */
  readonly answers?: Record<string, unknown>;
  readonly envelope?: object;
  readonly changes?: MappingChanges<B2cObject>;
  readonly notes?: readonly string[];
  /** The form as it is known to the connector. */
  readonly definition?: FormDefinition;
}

/** What the mapping makes of an application, before the site is asked about any of it. */
export function mapped(
  object: 'contact' | 'incident',
  { answers, envelope, changes, notes = [], definition = driverShort }: Mapped = {},
): ReturnType<typeof JSON.parse> {
  const submission = submissionOf(answers, envelope);
  const { reference, receivedAt } = contextOf();
  const facts = factsOf(submission, { reference, receivedAt, definition, notes });
  return assemble(assignmentsTo(object, submission.form, facts, changes));
}

import { assemble, assignmentsFor } from '../../src/connectors/b2c-service/mapping/assignments.ts';
import { factsOf } from '../../src/connectors/b2c-service/mapping/facts.ts';
import { type MappingChanges, mappingFor } from '../../src/connectors/b2c-service/mapping/mapping.ts';
import { contextOf, submissionOf } from './b2c-service.ts';

export interface Mapped {
  /** Replace single answers of the invented driver; undefined removes one. */
  readonly answers?: Record<string, unknown>;
  readonly envelope?: object;
  readonly changes?: MappingChanges;
  readonly notes?: readonly string[];
}

/** What the mapping makes of an application, before the site is asked about any of it. */
export function mapped(
  object: 'contact' | 'incident',
  { answers, envelope, changes, notes = [] }: Mapped = {},
): ReturnType<typeof JSON.parse> {
  const submission = submissionOf(answers, envelope);
  const { reference, receivedAt } = contextOf();
  const mapping = mappingFor(submission.form, changes);
  return assemble(assignmentsFor(mapping[object], factsOf(submission, { reference, receivedAt, notes })));
}

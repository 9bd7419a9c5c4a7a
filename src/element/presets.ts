import { type Answers, type FormDefinition, fieldsOf } from '../model/definition.ts';

/**
 * The answer that `application-type` fixes. A code that the form does not know, most likely a typo, is reported with
 * the codes it does know, and the question is asked as usual: a recruiter's page must not lose applicants over it.
 */
export function presetsFrom(definition: FormDefinition, applicationType: string | null | undefined): Answers {
  const field = fieldsOf(definition).find(({ key }) => key === 'application_type');
  if (!applicationType || field?.kind !== 'choice') return {};
  const codes = field.options.map(({ code }) => code);
  const code = codes.find((each) => each.toLowerCase() === applicationType.trim().toLowerCase());
  if (code) return { application_type: code };
  console.warn(`<applicant-intake>: application-type="${applicationType}" is not one of ${codes.join(', ')}`);
  return {};
}

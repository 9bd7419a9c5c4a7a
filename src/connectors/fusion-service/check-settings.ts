import type { Finding } from '../connector.ts';
import type { CheckedLine } from './checked-line.ts';
import type { CheckedSite } from './checked-site.ts';
import type { FusionObject } from './mapping-target.ts';

/** Defects of the configuration that no call is needed for. */
export function checkSettings(site: CheckedSite, lines: readonly CheckedLine[]): Finding[] {
  const { serviceRequests, submissionIdField, interactionKey, message, takesFiles, constants, lengths } =
    site;
  const warning = (code: string, where: string, problem: string, fix: string): Finding => ({
    severity: 'warning',
    code,
    where,
    problem,
    offers: [],
    fix,
  });
  const fills = (object: FusionObject, name: string) =>
    lines.some((line) => line.object === object && line.name === name);
  const holder = serviceRequests ? 'serviceRequest.ProblemDescription' : 'interaction.Description';
  const place = serviceRequests ? 'mapping.serviceRequest' : 'mapping.interaction';
  return [
    ...(serviceRequests && !submissionIdField
      ? [
          warning(
            'submission-id-advised',
            'submissionIdField',
            'without an attribute for the id, a service request is found again by the id in its title; whoever changes the title within the first hours, a rule too, may cause a second one',
            'add a searchable text attribute of 36 characters to service requests, and set submissionIdField to its name',
          ),
        ]
      : []),
    ...(interactionKey
      ? []
      : [
          warning(
            'interaction-key-advised',
            'interactionKey',
            'without a key, an interaction whose creation got no answer cannot be looked for, and waits for a person',
            'set interactionKey to an attribute that can be written and searched, such as OriginalSystemReference',
          ),
        ]),
    ...(serviceRequests &&
    constants.serviceRequest.BUOrgId === undefined &&
    !fills('serviceRequest', 'BUOrgId')
      ? [
          warning(
            'business-unit-advised',
            'buOrgId',
            'no business unit is set; sites with several take no service request without one',
            'set buOrgId to the id of the service business unit',
          ),
        ]
      : []),
    ...(serviceRequests && message
      ? []
      : [
          warning(
            'application-cut',
            place,
            `no place takes the whole application: ${holder} is cut after ${lengths[holder] ?? 'some'} characters`,
            serviceRequests
              ? 'set message to true'
              : 'set records to service-request, or map the answers to attributes',
          ),
        ]),
    ...site.updateExisting
      .filter(isTelephone)
      .map((line) =>
        warning(
          'telephone-overwritten',
          `updateExisting "${line}"`,
          'anybody can type anybody’s e-mail address into a form, and a recruiter would then call the number of whoever did',
          'take the line out; the number of each application stands in its text',
        ),
      ),
    ...(takesFiles
      ? []
      : [
          warning(
            'files-stay',
            serviceRequests ? 'attachmentChild' : 'records',
            'files of applicants are not passed on; they stay in the proxy',
            'let applications become service requests, and set attachmentChild',
          ),
        ]),
  ];
}

/** Attributes of a telephone number, such as `MobileNumber` and `WorkPhoneAreaCode`. */
const isTelephone = (line: string) => /Phone|(Mobile|Home|Work|Fax|Raw)\w*(Number|Code)$/.test(line);

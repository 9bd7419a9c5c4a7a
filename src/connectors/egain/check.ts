import { type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import { mappingFor, type Source } from '../mapping/mapping.ts';
import { nearest } from '../nearest.ts';
import { nobody, noSubmission } from '../nobody.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { EgainClient } from './client.ts';
import { type CustomerOptions, consentFlags } from './customer.ts';
import type { Edits } from './edits.ts';
import { egainMapping, holdsApplication, listedValues, members, phoneTypes } from './mapping-target.ts';

type Checked = Pick<
  CustomerOptions,
  'mapping' | 'submissionIdAttribute' | 'consents' | 'attributeLength' | 'phoneType'
> & {
  readonly client: EgainClient;
  readonly edits: Edits;
  readonly severalValues?: boolean | undefined;
  readonly sessionLimitStatuses?: readonly number[] | undefined;
  readonly customSearch: boolean;
  /** The id of a customer of nobody's, made for checks. Default: none. */
  readonly checkCustomer?: string | undefined;
};

/**
 * Looks for what would set applications aside: logs in, searches as deliveries do, and tries the custom attributes that
 * the mapping fills, at the customer that is there for it.
 */
export async function checkEgain(checked: Checked, context: CheckContext): Promise<Finding[]> {
  const own = settingFindings(checked, context.definitions);
  try {
    context.progress?.('signing in and searching');
    const found = await checked.client.find('check', { email: nobody }, context.signal);
    if (found.length > 0) return [filterIgnored, ...own];
    const search = await customSearchFindings(checked, context);
    context.progress?.('custom attributes');
    return [...search, ...(await attributeFindings(checked, context)), ...own];
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return [unreachable(error, checked), ...own];
  }
}

const filterIgnored: Finding = {
  severity: 'error',
  code: 'filter-ignored',
  where: 'version',
  problem:
    'a search for an address that nobody has finds customers, so the system does not search by e-mail address',
  offers: [],
  fix: 'set version to one whose customers can be searched by email, or ask the vendor',
};

/** Whether the search works by which a retry finds what an earlier attempt made. */
async function customSearchFindings(
  { client, customSearch, submissionIdAttribute = 'submission_id' }: Checked,
  { signal }: CheckContext,
): Promise<Finding[]> {
  if (!customSearch || submissionIdAttribute === null) return [];
  try {
    await client.find('check', { [`custom.${submissionIdAttribute}`]: noSubmission }, signal);
    return [];
  } catch (error) {
    if (!(error instanceof SiteRefusal)) throw error;
    return [
      {
        severity: 'warning',
        code: 'custom-search-refused',
        where: 'customSearch',
        problem: `customers cannot be searched by ${submissionIdAttribute} (${error.message})`,
        offers: [],
        fix: 'set customSearch to false; retries then look by the e-mail address alone',
      },
    ];
  }
}

/**
 * A search does not tell whether there is an attribute, and neither does anything else that only reads. So the operator
 * may name a customer of nobody's, whose attributes are set to what they are, and to nothing where it has none: that is
 * refused where there is no such attribute, and changes nothing that anybody reads.
 */
async function attributeFindings(
  {
    client,
    edits,
    mapping,
    submissionIdAttribute = 'submission_id',
    severalValues = true,
    checkCustomer,
  }: Checked,
  { definitions, signal }: CheckContext,
): Promise<Finding[]> {
  const mapped = definitions.flatMap(({ name }) =>
    Object.keys(mappingFor(egainMapping, name, mapping).attributes),
  );
  const names = [...new Set([...(submissionIdAttribute ? [submissionIdAttribute] : []), ...mapped])];
  const about = { where: 'checkCustomer', offers: [] };
  if (checkCustomer === undefined) {
    const problem = `nothing that only reads tells whether customers have ${names.join(', ')}`;
    const fix = 'make a customer for this purpose and set checkCustomer to its id';
    return [{ severity: 'warning', code: 'attributes-not-checked', ...about, problem, fix }];
  }
  const customer = await client.read('check', checkCustomer, signal);
  if (!customer) {
    const problem = `there is no customer ${checkCustomer}`;
    return [
      {
        severity: 'error',
        code: 'check-customer-missing',
        ...about,
        problem,
        fix: 'set it to the id of one',
      },
    ];
  }
  const same = (name: string) => customer.attributes[name] ?? [''];
  /** What is said against these values; undefined where they are taken. */
  const refusal = async (values: Readonly<Record<string, readonly string[]>>) => {
    try {
      await client.update(edits.edit(customer, values), signal);
      return undefined;
    } catch (error) {
      if (error instanceof SiteRefusal && error.status === 400) return error.message;
      throw error;
    }
  };
  const findings: Finding[] = [];
  for (const name of names) {
    const refused = await refusal({ [name]: same(name) });
    if (refused === undefined) continue;
    const isId = name === submissionIdAttribute;
    findings.push({
      severity: 'error',
      code: 'attribute-missing',
      where: isId ? 'submissionIdAttribute' : `mapping.attributes "${name}"`,
      problem: `an attribute ${name} of customers is refused (${refused})`,
      offers: [],
      fix: `add a custom attribute ${name} to customers, or ${isId ? 'set submissionIdAttribute to the name it has' : 'set the line to null'}; where the tenant demands more ids in an edit, set editIds to all`,
    });
  }
  const [first = ''] = names;
  if (findings.length > 0 || !severalValues || first !== submissionIdAttribute) return findings;
  const refused = await refusal({ [first]: ['1', '2'] });
  await refusal({ [first]: same(first) });
  return refused === undefined ? [] : [severalRefused(first, refused)];
}

const severalRefused = (name: string, refused: string): Finding => ({
  severity: 'error',
  code: 'several-values-refused',
  where: 'severalValues',
  problem: `the attribute ${name} takes no two values (${refused}), so who applies again would be set aside`,
  offers: [],
  fix: 'let the attribute take several values, or set severalValues to false',
});

/** What can be seen without asking anybody. */
function settingFindings(checked: Checked, definitions: readonly FormDefinition[]): Finding[] {
  const all = definitions.flatMap((definition) => [
    ...constantFindings(checked, definition),
    ...consentFindings(checked, definition),
    ...textFindings(checked, definition),
  ]);
  return [...all, ...phoneTypeFindings(checked)].filter(
    (one, at, those) =>
      those.findIndex((other) => other.where === one.where && other.code === one.code) === at,
  );
}

function constantFindings(
  { mapping, attributeLength = 4_000 }: Checked,
  { name: form }: FormDefinition,
): Finding[] {
  const lines = mappingFor(egainMapping, form, mapping);
  return egainMapping.objects.flatMap((object) =>
    Object.entries(lines[object]).flatMap(([line, source]): Finding[] => {
      const where = `mapping.${object} "${line}"`;
      const listed = object === 'customer' ? listedValues[line] : undefined;
      if (listed) return valuesOf(source).flatMap((each) => notListed(where, each, listed));
      if (typeof source !== 'object' || !('constant' in source)) return [];
      const value = String(source.constant);
      const maxLength = object === 'attributes' ? attributeLength : members[object][line];
      if (maxLength === undefined || value.length <= maxLength) return [];
      const problem = `the constant is longer than the ${maxLength} characters that eGain takes`;
      return [
        { severity: 'error', code: 'constant-too-long', where, problem, offers: [], fix: 'shorten it' },
      ];
    }),
  );
}

/** The values that a line is known to send: a constant, or the names of a table. */
function valuesOf(source: Source): string[] {
  if (typeof source !== 'object') return [];
  if ('constant' in source) return [String(source.constant)];
  return 'names' in source ? Object.values(source.names ?? {}) : [];
}

function notListed(where: string, value: string, listed: readonly string[]): Finding[] {
  if (listed.includes(value)) return [];
  const problem = `eGain has no value “${value}” for it`;
  const offers = nearest(value, listed);
  return [
    { severity: 'error', code: 'value-not-listed', where, problem, offers, fix: 'use one of its values' },
  ];
}

const phoneTypeFindings = ({ phoneType = 'home' }: Checked) => notListed('phoneType', phoneType, phoneTypes);

/** A flag may only say what a person can have agreed to. */
function consentFindings({ consents = {} }: Checked, definition: FormDefinition): Finding[] {
  const fields = fieldsOf(definition);
  return consentFlags.flatMap((flag): Finding[] => {
    const document = consents[flag];
    if (!document) return [];
    const field = fields.find(({ key }) => key === document);
    const offers = fields.filter(({ kind }) => kind === 'consent').map(({ key }) => key);
    const found = {
      severity: 'error',
      where: `consents.${flag}`,
      offers,
      fix: 'name a consent of the form, or null',
    } as const;
    if (field?.kind === 'notice') {
      const problem = `${document} is a notice: it is shown, and nobody agrees to it`;
      return [{ ...found, code: 'consent-is-notice', problem }];
    }
    if (field?.kind === 'consent') return [];
    return [
      {
        ...found,
        code: 'consent-unknown',
        problem: `the form ${definition.name} has no consent ${document}`,
      },
    ];
  });
}

/** A recruiter who opens the customer should need nothing else. */
function textFindings({ mapping }: Checked, { name: form }: FormDefinition): Finding[] {
  const { attributes } = mappingFor(egainMapping, form, mapping);
  const hasText = Object.values(attributes).some(holdsApplication);
  if (hasText) return [];
  return [
    {
      severity: 'warning',
      code: 'application-unmapped',
      where: 'mapping.attributes',
      problem:
        'no attribute holds the text of the application, so the customer shows neither consents nor most answers',
      offers: [],
      fix: 'add "application": { "template": "{application}" } again',
    },
  ];
}

/** Findings by status: what is wrong, and what to do. */
const byStatus: Readonly<Record<number, readonly [code: string, where: string, fix: string]>> = {
  400: ['search-refused', 'version', 'set the version of the API that the tenant has, such as v12'],
  401: [
    'sign-in-refused',
    'username',
    'check the name and the password of the user, and that it is neither locked nor disabled',
  ],
  403: [
    'right-missing',
    'username',
    'give the user a licence, the rights to see, create and edit customers, and its department',
  ],
  404: [
    'no-api-there',
    'url',
    'set url to the host, context to the path before /ws, and version to the one that the tenant has',
  ],
  406: ['format-refused', 'format', 'set format to json or xml, whichever the tenant takes'],
  415: ['format-refused', 'format', 'set format to json or xml, whichever the tenant takes'],
};

function unreachable(error: DeliveryError, { sessionLimitStatuses = [403, 409] }: Checked): Finding {
  const finding = { severity: 'error', problem: error.message, offers: [] } as const;
  const status = error instanceof SiteRefusal ? error.status : undefined;
  const isLogin = error.message.startsWith('login');
  if (isLogin && status !== undefined && sessionLimitStatuses.includes(status)) {
    const fix =
      'let nobody else use this user, see that it has a licence, and set forceLogin to true, which ends the oldest session';
    return { ...finding, code: 'too-many-sessions', where: 'forceLogin', fix };
  }
  const known = status === undefined ? undefined : byStatus[isLogin && status === 400 ? 404 : status];
  if (known) {
    const [code, where, fix] = known;
    return { ...finding, code, where, fix };
  }
  if (status !== undefined && status < 400) {
    const fix = 'set url to the host of the tenant; something else answers there';
    return { ...finding, code: 'unexpected-reply', where: 'url', fix };
  }
  const fix = 'check the address, and whether it answers from this machine';
  return { ...finding, code: 'unreachable', where: 'url', fix };
}

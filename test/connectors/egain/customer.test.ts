import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { createXmlFormat, defaultNamespaces } from '../../../src/connectors/egain/xml-format.ts';
import {
  ALL_ELEMENTS,
  ALL_ELEMENTS_XML,
  REQUIRED_ONLY,
  REQUIRED_ONLY_XML,
} from '../../fixtures/egain-examples.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { connectSystem } from '../../support/connected-system.ts';
import { egain } from '../../torture/systems/egain.ts';

type Body = ReturnType<typeof JSON.parse>;

/** What is sent to create a customer out of an application. */
async function sent(answers = {}, { variant = 'json', settings = {}, envelope = {} } = {}): Promise<Body> {
  const { connector, simulator } = connectSystem(egain, variant, { settings });
  await connector.deliver(submissionOf(answers, envelope), contextOf());
  return simulator.requests().find(({ operation }) => operation === 'create-customer')?.body;
}

const personIn = (body: Body) => body.contactPersons.contactPerson[0];
const pointsIn = (body: Body) => personIn(body).contactPoints.contactPoint;

/** A document as names with their namespaces, and texts: what a reader of XML sees, whatever the prefixes. */
function read(xml: string): unknown {
  const seen = (node: Element): unknown => {
    const children = Array.from(node.childNodes).filter((each) => each.nodeType === 1) as Element[];
    const content = children.length > 0 ? children.map(seen) : node.textContent;
    return [`{${node.namespaceURI}}${node.localName}`, content];
  };
  return seen(new DOMParser().parseFromString(xml, 'application/xml').documentElement as unknown as Element);
}

describe('a new customer', () => {
  it('is an individual with one contact person, referred by the web site', async () => {
    const body = await sent();
    expect(body).toMatchObject({ type: { value: 'individual' }, howReferred: { value: 'Website' } });
    expect(body).not.toHaveProperty('department');
    expect(body.contactPersons.contactPerson).toHaveLength(1);
    expect(personIn(body)).toMatchObject({ firstName: 'Craig', lastName: 'Daniels' });
  });

  it('is in the department that the settings name', async () => {
    expect(await sent({}, { settings: { department: 'Service' } })).toMatchObject({
      department: { name: 'Service' },
    });
  });

  it('has telephone, e-mail and address as contact points, in the vendor’s shape', async () => {
    expect(pointsIn(await sent())).toEqual([
      {
        type: {
          value: 'phone',
          phone: { type: { value: 'home' }, countryCode: '1', areaCode: '720', phoneNo: '5550113' },
        },
        priority: { value: 'high' },
      },
      {
        type: { value: 'email', email: { emailAddress: 'craig.daniels@example.com' } },
        priority: { value: 'high' },
      },
      {
        type: {
          value: 'postal',
          postal: {
            type: { value: 'home' },
            address_1: '110 Main St',
            city: 'Denver',
            state: 'CO',
            zip: '80207',
            country: 'US',
          },
        },
        priority: { value: 'low' },
      },
    ]);
  });

  it('has no address where no street was given, since eGain demands one', async () => {
    const kinds = pointsIn(await sent({ street: undefined })).map(({ type }: Body) => type.value);
    expect(kinds).toEqual(['phone', 'email']);
  });

  it('says of consents what was decided, and nothing of what was not asked', async () => {
    const consent = (granted: boolean) => ({
      document: 'sms',
      granted,
      language: 'en',
      at: '2026-11-21T17:00:00Z',
    });
    const flags = async (consents: unknown[], settings = {}) => {
      const person = personIn(await sent({}, { envelope: { consents }, settings }));
      return Object.fromEntries(Object.entries(person).filter(([name]) => name.endsWith('Consent')));
    };
    expect(await flags([])).toEqual({});
    expect(await flags([consent(true)])).toEqual({ hasDirectCallingConsent: 'true' });
    expect(await flags([consent(false)])).toEqual({ hasDirectCallingConsent: 'false' });
    const consents = { hasDirectCallingConsent: null, hasHoldingDataConsent: 'sms' };
    expect(await flags([consent(true)], { consents })).toEqual({ hasHoldingDataConsent: 'true' });
  });

  it('has every value as text, as in the vendor’s examples', async () => {
    const texts = (value: unknown): boolean =>
      typeof value === 'object' && value !== null
        ? Object.values(value).every(texts)
        : typeof value === 'string';
    expect(texts(await sent())).toBe(true);
  });

  it('has no member that the vendor’s example of all elements lacks', async () => {
    const paths = (value: unknown, at = ''): string[] =>
      Array.isArray(value)
        ? value.flatMap((each) => paths(each, at))
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, each]) => [`${at}.${key}`, ...paths(each, `${at}.${key}`)])
          : [];
    const known = new Set(paths(ALL_ELEMENTS));
    expect(paths(await sent()).filter((path) => !known.has(path))).toEqual([]);
  });

  it('sets aside text that does not fit, where the settings say so', async () => {
    const { connector } = connectSystem(egain, 'json', {
      settings: { tooLong: 'attention', attributeLength: 36 },
    });
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'rejected',
      message: 'attributes "application": longer than the 36 characters that eGain takes',
    });
  });
});

describe('XML', () => {
  const format = createXmlFormat();

  it.each([
    ['required only', REQUIRED_ONLY, REQUIRED_ONLY_XML],
    ['all elements', ALL_ELEMENTS, ALL_ELEMENTS_XML],
  ])('is what the vendor’s example of %s says, namespace by namespace', (_, json, xml) => {
    const withoutSpace = xml.replaceAll(/>\s+</g, '><');
    expect(read(format.write(json))).toEqual(read(withoutSpace));
  });

  it('declares each namespace once', async () => {
    const xml = format.write(ALL_ELEMENTS);
    for (const name of Object.values(defaultNamespaces)) expect(xml.split(`"${name}"`)).toHaveLength(2);
  });

  it('holds whatever a person writes', () => {
    const name = `<b>&amp; "O'Neil" ]]> Zoë 李 😀`;
    const xml = format.write({ contactPersons: { contactPerson: [{ firstName: name }] } });
    expect(JSON.stringify(read(xml))).toContain(JSON.stringify(name));
  });

  it('holds no character that XML has no place for', async () => {
    const xml = String(await sent({ city: 'Den\u0000ver\u001b' }, { variant: 'xml' }));
    for (const character of ['\u0000', '\u001b']) expect(xml).not.toContain(character);
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><customers>&b;</customers>'],
    ['a page', '<html><body>Log in</body></html>'],
    ['half a document', '<customers><customer id="1">'],
    ['nothing', ''],
    ['JSON', '{"customer":[]}'],
    ['an id that is none', '<customers><customer id="x"/></customers>'],
  ])('is not read out of %s', (_, text) => {
    const reply = { status: 200, headers: new Headers(), json: undefined, text };
    expect(format.readCustomers(reply)).toBeUndefined();
  });
});

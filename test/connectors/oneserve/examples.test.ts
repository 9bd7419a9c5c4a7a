import { expect, it } from 'vitest';
import {
  CONTACT_EXAMPLE,
  SUCCESS_EXAMPLE,
  UNAUTHORIZED_EXAMPLE,
  UNKNOWN_CLIENT_EXAMPLE,
} from '../../fixtures/oneserve-examples.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { answering, openOneserve } from '../../support/oneserve.ts';

/** A connector set up as the vendor's example is. */
const asInTheExample = {
  contactRefPrefix: 'CONTACT-',
  salutation: 'Mr',
  phoneSlot: 2,
  emailSlot: 3,
  phoneType: 10,
  emailType: 6,
  emptyType: 1,
  emptySlots: 'send',
  locations: [
    {
      locationRef: '10174',
      isPreferred: true,
      startDate: '2026-03-25',
      endDate: '2026-12-31',
      usageTypeId: 1,
    },
  ],
  mapping: {
    contact: {
      considerations: { constant: 'Calls back.' },
      address3: { constant: 'A' },
      address4: { constant: 'B' },
    },
  },
} as const;

/** What a value looks like: a day, a yes or no, a number or any other text. */
function style(value: unknown): string {
  if (typeof value !== 'string') return typeof value;
  if (/^\d\d\/\d\d\/\d{4}$/.test(value)) return 'day';
  if (/^(True|False)$/.test(value)) return 'yes or no';
  return /^\d+$/.test(value) ? 'number' : 'text';
}

it('sends the very keys of the vendor’s printed example, each in its style', async () => {
  const { deliver, bodies } = openOneserve({ connector: asInTheExample });
  await deliver(submissionOf());
  const [{ locations, ...contact }] = bodies();
  const { locations: exampleLocations, ...example } = CONTACT_EXAMPLE;
  expect(Object.keys(contact).toSorted()).toEqual(Object.keys(example).toSorted());
  const styles = (fields: object) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, style(value)]));
  expect(styles({ ...contact, address3: '', address4: '' })).toEqual(styles(example));
  expect(locations.map(styles)).toEqual(exampleLocations.map(styles));
  expect(locations).toEqual(exampleLocations);
  for (const name of [
    'clientRef',
    'salutation',
    'forename',
    'surname',
    'contact1',
    'contact1Type',
    'contact2Type',
    'contact3Type',
    'contact4',
    'contact4Type',
    'preferredContact',
    'postCode',
  ] as const) {
    expect(contact[name], name).toBe(example[name]);
  }
});

it('by default sends no key that the vendor’s example does not have', async () => {
  const { deliver, bodies } = openOneserve();
  await deliver(submissionOf());
  expect(Object.keys(CONTACT_EXAMPLE)).toEqual(expect.arrayContaining(Object.keys(bodies()[0])));
});

it('understands the vendor’s printed answers', async () => {
  const deliver = (reply: Response) => answering(() => reply).connector.deliver(submissionOf(), contextOf());
  expect(await deliver(Response.json(SUCCESS_EXAMPLE))).toMatchObject({ id: expect.stringMatching(/^APP-/) });
  await expect(deliver(Response.json(UNKNOWN_CLIENT_EXAMPLE))).rejects.toMatchObject({
    kind: 'misconfigured',
    message: 'save-contact: status 200, unknown-client-ref, the system has no client of that clientRef',
  });
  await expect(deliver(new Response(UNAUTHORIZED_EXAMPLE, { status: 401 }))).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringMatching(/^save-contact: status 401, the token is refused/),
  });
});

import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../src/connectors/b2c-service/catalog.ts';
import { createB2cServiceClient } from '../../../src/connectors/b2c-service/client.ts';

const root = 'https://site.example.com/services/rest/connect/v1.4/metadata-catalog';

/** A catalog of a site with these descriptions, by their path; a number is a status. */
function open(documents: Record<string, unknown>) {
  const clock = { now: 1_000_000_000 };
  const reads: string[] = [];
  const client = createB2cServiceClient({
    siteUrl: 'https://site.example.com',
    credentials: { scheme: 'session', token: 'x' },
    now: () => clock.now,
    fetch: async (input, init) => {
      const path = String(input).slice(root.length + 1);
      expect(new Headers(init?.headers).get('accept')).toBe('application/schema+json');
      reads.push(path);
      const document = documents[path] ?? 404;
      if (typeof document === 'number') return new Response(null, { status: document });
      return new Response(typeof document === 'string' ? document : JSON.stringify(document));
    },
  });
  const catalog = createCatalog({ client, now: () => clock.now });
  const describe = (path: string, fresh = false) =>
    catalog.describe('contacts', path.split('.'), { signal: new AbortController().signal, fresh });
  return { catalog, clock, reads, describe, documents };
}

const city = { type: 'string', maxLength: 80 };
const found = { property: { type: 'string', maxLength: 80, readOnly: false, isEnumerable: false } };

describe('a property is found', () => {
  it.each<[string, Record<string, unknown>]>([
    ['described in place', { contacts: { properties: { address: { properties: { city } } } } }],
    [
      'described under a path of its own',
      {
        contacts: { properties: { address: { type: 'object' } } },
        'contacts/address': { properties: { city } },
      },
    ],
    [
      'referred to by an address',
      {
        contacts: { properties: { address: { $ref: `${root}/places/address` } } },
        'places/address': { properties: { city } },
      },
    ],
    [
      'referred to by a path',
      {
        contacts: { properties: { address: { $ref: 'metadata-catalog/places/address' } } },
        'places/address': { properties: { city } },
      },
    ],
    [
      'referred to by way of another reference',
      {
        contacts: { properties: { address: { $ref: `${root}/a` } } },
        a: { $ref: `${root}/b` },
        b: { properties: { city } },
      },
    ],
    [
      'with a reference that leads elsewhere, which nobody follows',
      {
        contacts: { properties: { address: { $ref: 'https://elsewhere.example.com/schema' } } },
        'contacts/address': { properties: { city } },
      },
    ],
    [
      'with a reference that leads out of the catalog, which nobody follows',
      {
        contacts: { properties: { address: { $ref: `${root}/../accounts` } } },
        'contacts/address': { properties: { city } },
      },
    ],
    [
      'with an empty list of properties in place',
      {
        contacts: { properties: { address: { properties: {} } } },
        'contacts/address': { properties: { city } },
      },
    ],
  ])('%s', async (_, documents) => {
    const site = open(documents);
    expect(await site.describe('address.city')).toEqual(found);
    expect(site.reads.every((path) => Object.hasOwn(documents, path))).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'in place',
      { contacts: { properties: { emails: { type: 'array', items: { properties: { city } } } } } },
    ],
    [
      'as the list under its path',
      {
        contacts: { properties: { emails: { type: 'array' } } },
        'contacts/emails': { type: 'array', items: { properties: { city } } },
      },
    ],
    [
      'as the element under its path',
      { contacts: { properties: { emails: {} } }, 'contacts/emails': { properties: { city } } },
    ],
    [
      'as it looks when it is read',
      {
        contacts: { properties: { emails: {} } },
        'contacts/emails': {
          properties: { items: { type: 'array', items: { properties: { city } } }, links: {}, hasMore: {} },
        },
      },
    ],
    [
      'as a reference to the element',
      {
        contacts: { properties: { emails: { items: { $ref: `${root}/emails` } } } },
        emails: { properties: { city } },
      },
    ],
  ])('in the elements of a list that is described %s', async (_, documents) => {
    expect(await open(documents).describe('emails.0.city')).toEqual(found);
  });
});

describe('what is said of a property', () => {
  it.each([
    [{ type: ['string', 'null'] }, { type: 'string' }],
    [{ type: ['string', 'integer'] }, { type: undefined }],
    [{ type: 7 }, { type: undefined }],
    [{}, { type: undefined, maxLength: undefined, readOnly: false, isEnumerable: false }],
    [{ readOnly: true }, { readOnly: true }],
    [{ readOnly: 'no' }, { readOnly: false }],
    [{ isEnumerable: true }, { isEnumerable: true }],
    [{ isEnumerable: 'true' }, { isEnumerable: true }],
    [{ isEnumerable: 'false' }, { isEnumerable: false }],
    [{ maxLength: '80' }, { maxLength: undefined }],
    [{ maxLength: 0 }, { maxLength: undefined }],
    [{ maxLength: -1 }, { maxLength: undefined }],
  ])('%j is read as %j', async (node, property) => {
    const site = open({ contacts: { properties: { title: node } } });
    expect(await site.describe('title')).toMatchObject({ property });
  });

  it('is that it is missing, and what there is beside it', async () => {
    const site = open({ contacts: { properties: { name: { properties: { first: {}, last: {} } } } } });
    expect(await site.describe('name.frist')).toEqual({ missing: 'frist', siblings: ['first', 'last'] });
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(await site.describe(name)).toEqual({ missing: name, siblings: ['name'] });
    }
  });
});

describe('nothing is known', () => {
  it.each<[string, Record<string, unknown>]>([
    ['where there is no description', {}],
    ['where it may not be read', { contacts: 403 }],
    ['where it is no JSON', { contacts: '<html></html>' }],
    ['where it breaks off', { contacts: '{"properties":{"address"' }],
    ['where it is a list', { contacts: [] }],
    ['where it has properties of a strange kind', { contacts: { properties: { address: 7 } } }],
    ['where it has none', { contacts: {} }],
    ['where a part is described nowhere', { contacts: { properties: { address: {} } } }],
    [
      'where references lead round in circles',
      {
        contacts: { properties: { address: { $ref: `${root}/a` } } },
        a: { $ref: `${root}/b` },
        b: { $ref: `${root}/a` },
      },
    ],
    [
      'where a list is described as it looks when it is read, without its elements',
      {
        contacts: { properties: { address: {} } },
        'contacts/address': { properties: { items: { type: 'array' }, links: {} } },
      },
    ],
    ['where a reference leads to itself', { contacts: { $ref: `${root}/contacts` } }],
  ])('%s', async (_, documents) => {
    expect(await open(documents).describe('address.city')).toBe('unknown');
  });

  it('where references never end', async () => {
    const links = Array.from({ length: 40 }, (_, n) => [`a${n}`, { $ref: `${root}/a${n + 1}` }]);
    const site = open({ contacts: { $ref: `${root}/a0` }, ...Object.fromEntries(links) });
    expect(await site.describe('address.city')).toBe('unknown');
    expect(site.reads.length).toBeLessThan(12);
  });
});

describe('a description', () => {
  it('is read once in its lifetime, also by many at one time', async () => {
    const site = open({ contacts: { properties: { title: {} } } });
    await Promise.all([site.describe('title'), site.describe('title')]);
    site.clock.now += 7_199_999;
    await site.describe('title');
    expect(site.reads).toHaveLength(1);
    site.clock.now += 1;
    await site.describe('title');
    expect(site.reads).toHaveLength(2);
  });

  it('is read again for somebody who wants it fresh, unless that was done moments ago', async () => {
    const site = open({ contacts: { properties: {} } });
    expect(site.catalog.known).toBe(false);
    await site.describe('title');
    expect(site.catalog.known).toBe(true);
    site.documents.contacts = { properties: { title: {} } };
    const again = site.reads.length;
    site.clock.now += 9_999;
    await site.describe('title', true);
    expect(site.reads).toHaveLength(again);
    site.clock.now += 1;
    expect(await site.describe('title', true)).toHaveProperty('property');
  });

  it.each([429, 500, 503])(
    'that trouble (%i) keeps from being read stays unknown for a minute',
    async (status) => {
      const site = open({ contacts: status });
      expect(await site.describe('title')).toBe('unknown');
      site.documents.contacts = { properties: { title: {} } };
      site.clock.now += 59_999;
      expect(await site.describe('title')).toBe('unknown');
      expect(site.reads).toHaveLength(1);
      site.clock.now += 1;
      expect(await site.describe('title')).toHaveProperty('property');
    },
  );

  it.each([429, 500, 503])(
    'that trouble (%i) keeps from being read again stays as it was',
    async (status) => {
      const site = open({ contacts: { properties: { title: {} } } });
      await site.describe('title');
      site.documents.contacts = status;
      site.clock.now += 7_200_000;
      expect(await site.describe('title')).toHaveProperty('property');
    },
  );

  it('that the site keeps back from us, since it refuses the password, is asked for again the next time', async () => {
    const site = open({ contacts: 401 });
    await expect(site.describe('title')).rejects.toMatchObject({ kind: 'misconfigured' });
    site.documents.contacts = { properties: { title: {} } };
    expect(await site.describe('title')).toHaveProperty('property');
  });

  it('that is wanted newer than it is, and cannot be read, is trouble: no older one will do', async () => {
    const site = open({ contacts: { properties: { title: {} } } });
    await site.describe('title');
    site.documents.contacts = 500;
    const { signal } = new AbortController();
    const since = site.clock.now;
    await expect(site.catalog.describe('contacts', ['title'], { signal, since })).rejects.toMatchObject({
      kind: 'retry',
    });
  });
});

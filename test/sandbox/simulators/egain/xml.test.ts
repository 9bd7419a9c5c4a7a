import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { ALL_ELEMENTS, REQUIRED_ONLY, REQUIRED_ONLY_XML } from '../../../fixtures/egain-examples.ts';
import { buildCustomer, byEmail, openTenant, XML } from './tenant.ts';

const MODEL = 'http://bindings.egain.com/ws/model/v12/gen';

/** The required-only example with something else in some place. */
function changed(from: string | RegExp, to: string): string {
  const xml = REQUIRED_ONLY_XML.replace(from, to);
  if (xml === REQUIRED_ONLY_XML) throw new Error('nothing was changed');
  return xml;
}

describe('XML that is refused with 400', () => {
  it.each([
    ['a root in no namespace', changed(/xmlns="[^"]*"/, '')],
    ['a root in another namespace', changed(`xmlns="${MODEL}/interaction/customer"`, 'xmlns="urn:x"')],
    ['another root', '<customers/>'],
    ['a contact person in the customer’s namespace', changed(/ns1:contactPerson>/g, 'contactPerson>')],
    ['a first name in the customer’s namespace', changed(/ns1:firstName>/g, 'firstName>')],
    [
      'a type in the common namespace',
      changed(/<value>individual<\/value>/, '<ns3:value>individual</ns3:value>'),
    ],
    ['an element that is none', changed('<type>', '<nonsense/><type>')],
    ['an attribute that is none', changed('<type>', '<type lang="en">')],
    ['an element twice', changed('<type>', '<pin>1</pin><pin>2</pin><type>')],
    ['text between elements', changed('<type>', 'hello<type>')],
    ['an element in a text', changed('Jack', 'Ja<ns1:b>ck</ns1:b>')],
    ['a DOCTYPE', `<!DOCTYPE customer>${REQUIRED_ONLY_XML}`],
    ['an external DOCTYPE', `<!DOCTYPE customer SYSTEM "http://example.com/x.dtd">${REQUIRED_ONLY_XML}`],
    ['an entity of its own', `<!DOCTYPE customer [<!ENTITY j "Jack">]>${changed('Jack', '&j;')}`],
    [
      'entities that grow',
      `<!DOCTYPE customer [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${changed('Jack', '&c;')}`,
    ],
    [
      'an external entity',
      `<!DOCTYPE customer [<!ENTITY x SYSTEM "file:///etc/passwd">]>${changed('Jack', '&x;')}`,
    ],
    ['an unknown entity', changed('Jack', '&nbsp;')],
    ['a processing instruction before the root', `<?xml-stylesheet href="x"?>${REQUIRED_ONLY_XML}`],
    ['a processing instruction inside', changed('<type>', '<?php echo 1 ?><type>')],
    ['a processing instruction in a text', changed('Jack', 'Ja<?x?>ck')],
    ['10,000 levels', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
    [
      '10,000 levels below a root that is right',
      changed('<type>', `${'<level>'.repeat(10_000)}${'</level>'.repeat(10_000)}<type>`),
    ],
    ['10,000 levels that are not closed', '<a>'.repeat(10_000)],
    ['a declared encoding that is another', `<?xml version="1.0" encoding="UTF-16"?>${REQUIRED_ONLY_XML}`],
    ['Latin-1 under that name', `<?xml version='1.0' encoding='iso-8859-1'?>${REQUIRED_ONLY_XML}`],
    ['no XML', 'type=individual'],
    ['JSON', JSON.stringify(REQUIRED_ONLY)],
    ['a tag that is not closed', changed('</customer>', '')],
    ['two roots', REQUIRED_ONLY_XML + REQUIRED_ONLY_XML],
    ['a bare ampersand', changed('Jack', 'Jack & Jill')],
    ['a bare less-than sign', changed('Jack', 'Jack < Jill')],
    ['a prefix that is not declared', changed(/ns1:firstName>/g, 'ns9:firstName>')],
    ['an attribute without quotes', changed('<type>', '<type id=1>')],
    ['a control character', changed('Jack', 'Ja\u0001ck')],
    ['a control character by number', changed('Jack', 'Ja&#1;ck')],
    ['nothing but blanks', '  \n'],
  ])('%s', async (_name, body) => {
    const tenant = await openTenant();
    const answer = await tenant.create(body, XML);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/xml');
    expect(answer.body).toContain('<code>400-101</code>');
    expect(await tenant.customers()).toEqual([]);
  });

  it('says what it was, if that was a DOCTYPE', async () => {
    const tenant = await openTenant();
    const { body } = await tenant.create(`<!DOCTYPE customer>${REQUIRED_ONLY_XML}`, XML);
    expect(body).toContain('<developerMessage>A DOCTYPE is not allowed</developerMessage>');
  });

  it('bytes that are not UTF-8', async () => {
    const tenant = await openTenant();
    const latin1 = Uint8Array.from(changed('Jack', 'Jos\u00e9'), (letter) => letter.charCodeAt(0));
    expect((await tenant.create(latin1, XML)).status).toBe(400);
    const utf16 = new Uint8Array(
      Uint16Array.from(REQUIRED_ONLY_XML, (letter) => letter.charCodeAt(0)).buffer,
    );
    expect((await tenant.create(utf16, XML)).status).toBe(400);
  });

  it('takes no time, however long and broken', async () => {
    const tenant = await openTenant();
    const started = performance.now();
    for (const piece of ['<', '<!--', '&', '<a ', '<?', ']]>']) {
      const body = changed('Jack', piece.repeat(Math.floor(900_000 / piece.length)));
      expect((await tenant.create(body, XML)).status).toBe(400);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('XML that is accepted', () => {
  it.each([
    ['with other prefixes', changed(/ns1/g, 'person')],
    [
      'with namespaces declared where they are needed',
      changed(
        /<ns1:contactPerson>[\s\S]*<\/ns1:contactPerson>/,
        `<contactPerson xmlns="${MODEL}/interaction/contactperson"><firstName>Jack</firstName></contactPerson>`,
      ),
    ],
    ['with comments', changed('Jack', 'Ja<!-- & --><!-- x -->ck')],
    ['with CDATA', changed('Jack', '<![CDATA[Jack]]>')],
    ['with a declaration', `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${REQUIRED_ONLY_XML}`],
    ['with character references', changed('Jack', '&#74;a&#x63;k')],
  ])('%s', async (_name, body) => {
    const tenant = await openTenant();
    expect((await tenant.create(body, XML)).status).toBe(201);
    const [{ fields }] = await tenant.customers();
    expect(fields.contactPersons.contactPerson[0].firstName).toBe('Jack');
  });

  it('keeps what was escaped', async () => {
    const tenant = await openTenant();
    await tenant.create(changed('Jack', '&lt;b&gt; &amp;amp; <![CDATA[<!DOCTYPE & co>]]> 😀 \ufffd'), XML);
    const [{ fields }] = await tenant.customers();
    expect(fields.contactPersons.contactPerson[0].firstName).toBe('<b> &amp; <!DOCTYPE & co> 😀 \ufffd');
  });

  it('has the namespaces that are assumed', async () => {
    const tenant = await openTenant({ assumptions: { namespaces: { customer: 'urn:customer' } } });
    expect((await tenant.create(REQUIRED_ONLY_XML, XML)).status).toBe(400);
    const body = changed(`xmlns="${MODEL}/interaction/customer"`, 'xmlns="urn:customer"');
    expect((await tenant.create(body, XML)).status).toBe(201);
  });

  it('has single elements in the namespaces that are assumed', async () => {
    const tenant = await openTenant();
    const body = changed('<value>individual</value>', '<ns3:value>individual</ns3:value>');
    await tenant.control('PATCH', '_tenant', {
      assumptions: { elementNamespaces: { 'type.value': ['common', 'customer'] } },
    });
    expect((await tenant.create(body, XML)).status).toBe(201);
    expect((await tenant.create(REQUIRED_ONLY_XML, XML)).status).toBe(201);
  });
});

describe('an answer in XML', () => {
  it('holds what the JSON answer holds, each element in its namespace', async () => {
    const tenant = await openTenant();
    await tenant.create(ALL_ELEMENTS);
    const { status, headers, body } = await tenant.get(`${byEmail('jack@example.com')}&$attribute=all`, {
      accept: 'application/xml',
    });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/xml']);
    const document = new DOMParser().parseFromString(body, 'application/xml');
    const text = (namespace: string, name: string) =>
      [...document.getElementsByTagNameNS(`${MODEL}/${namespace}`, name)].map((each) => each.textContent);
    expect(document.documentElement?.localName).toBe('customers');
    expect(text('interaction/customer', 'customerName')).toEqual(['Jack Q Sample']);
    expect(text('platform', 'name')).toContain('Service');
    expect(text('interaction/contactperson', 'firstName')).toEqual(['Jack']);
    expect(text('interaction/contactpoint', 'emailAddress')).toEqual(['jack@example.com']);
    expect(text('common', 'attribName')).toEqual(['preferredlang', 'prioritysequence', 'isprimary']);
    const [customer] = document.getElementsByTagNameNS(`${MODEL}/interaction/customer`, 'customer');
    expect(customer?.getAttribute('id')).toBe('2801');
    const [, link] = document.getElementsByTagNameNS(`${MODEL}/interaction/customer`, 'link');
    expect(link?.getAttribute('href')).toBe('/system/ws/v12/interaction/customer/2801');
  });

  it('is well-formed whatever was stored', async () => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('a@example.com', { lastName: `<&>"'\r\n\u0000]]>\ud83d\ude00` }));
    const { body } = await tenant.get(byEmail('a@example.com'), { accept: 'application/xml' });
    const document = new DOMParser({
      onError(level, message) {
        if (level !== 'warning') throw new Error(message);
      },
    }).parseFromString(body, 'application/xml');
    const [lastName] = document.getElementsByTagNameNS(`${MODEL}/interaction/contactperson`, 'lastName');
    expect(lastName?.textContent).toBe(`<&>"'\r\n\ufffd]]>\ud83d\ude00`);
  });
});

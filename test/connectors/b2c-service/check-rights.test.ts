import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { reply, replyHtml, type SeenRequest } from '../../support/fake-server.ts';
import { problem, rows, startFakeSite } from '../../support/fake-site.ts';

type Answer = (response: ServerResponse, request: SeenRequest) => void;

const impossible: Answer = (response) =>
  reply(response, 400, problem('00013', 'Invalid property specified: applicantIntakeCheck'));

/** What a check says of rights on a site that has one contact and one incident and answers so. */
async function rightsOn(answers: { write?: Answer; query?: Answer }, connector: object = {}) {
  const { write = impossible } = answers;
  const { query = (response) => reply(response, 200, rows('7')) } = answers;
  const seen: string[] = [];
  const site = await startFakeSite(
    {
      'find-incident': (response) => reply(response, 200, rows()),
      check: (response, request) => {
        seen.push(`${request.method} ${request.url.split('/v1.4/')[1]?.split('?')[0]}`);
        if (request.method === 'GET') query(response, request);
        else write(response, request);
      },
    },
    { updateExisting: ['address.city'], ...connector },
  );
  const findings = await site.connector.check({
    definitions: builtInForms,
    signal: new AbortController().signal,
  });
  const rights = findings.filter(({ code }) => code.startsWith('right-'));
  return { findings, rights, errors: findings.filter(({ severity }) => severity === 'error'), seen };
}

const all = ['create contacts', 'create incidents', 'update contacts', 'attach files to incidents'].map(
  (what) => ({ code: 'right-missing', problem: `the account may not ${what}` }),
);

describe('the rights of an account', () => {
  it('are tried one by one with what no site takes', async () => {
    const { rights, seen } = await rightsOn({});
    expect(rights).toEqual([]);
    expect(seen).toEqual([
      'GET queryResults',
      'GET queryResults',
      'POST contacts',
      'POST incidents',
      'PATCH contacts/7',
      'POST incidents/7/fileAttachments',
    ]);
  });

  it.each<[string, Answer]>([
    ['it refuses what is tried', (response) => reply(response, 403, problem('00015'))],
    ['it refuses what is tried with a page', (response) => replyHtml(response, 403)],
    ['it refuses what is tried by the code alone', (response) => reply(response, 400, problem('00015'))],
  ])('are missing where %s', async (_, write) => {
    expect((await rightsOn({ write })).errors).toMatchObject(all);
  });

  it.each<[string, Answer]>([
    ['500', (response) => replyHtml(response, 500)],
    ['404', (response) => reply(response, 404, problem('00013'))],
    ['503 with its own body', (response) => reply(response, 503, problem('00008'))],
  ])('are not known where what is tried meets %s', async (_, write) => {
    const { rights, errors } = await rightsOn({ write });
    expect(errors).toEqual([]);
    expect(rights).toHaveLength(4);
    expect(rights[0]).toMatchObject({
      severity: 'warning',
      code: 'right-unknown',
      problem: 'whether the account may create contacts could not be found out',
    });
  });

  it('are tried no further, and never again, on a site that takes anything', async () => {
    let written = 0;
    const site = await startFakeSite({
      'find-incident': (response) => reply(response, 200, rows()),
      check: (response, { method }) => {
        if (method === 'GET') return reply(response, 200, rows());
        written += 1;
        reply(response, 201, { id: 9 });
      },
    });
    for (let time = 0; time < 2; time += 1) {
      const findings = await site.connector.check({
        definitions: builtInForms,
        signal: new AbortController().signal,
      });
      expect(findings.filter(({ code }) => code.startsWith('right-'))).toMatchObject([
        {
          severity: 'warning',
          code: 'right-unknown',
          problem: expect.stringContaining('it is not tried again'),
        },
      ]);
      expect(written).toBe(1);
    }
  });

  it('to create are known also where none may query', async () => {
    const { rights, seen } = await rightsOn({ query: (response) => reply(response, 403, problem('00015')) });
    expect(rights).toEqual([]);
    expect(seen.filter((call) => /^P/.test(call))).toEqual(['POST contacts', 'POST incidents']);
  });

  it('are not tried on contacts that nobody wants to update', async () => {
    const { seen } = await rightsOn({}, { updateExisting: [] });
    expect(seen.filter((call) => call.includes('contacts/'))).toEqual([]);
    expect(seen.filter((call) => call === 'GET queryResults')).toHaveLength(1);
  });

  it.each<[string, { write?: Answer; query?: Answer }]>([
    ['while something is tried', { write: (response) => replyHtml(response, 401) }],
    ['while something is looked for', { query: (response) => replyHtml(response, 401) }],
  ])('are not the question when the password is refused %s', async (_, answers) => {
    const { findings, seen } = await rightsOn(answers);
    expect(findings).toMatchObject([
      { code: 'sign-in-refused', problem: expect.stringMatching(/^check: status 401/) },
    ]);
    expect(seen.length).toBeLessThan(5);
  });

  it('are not the question when the site breaks off', async () => {
    const { findings } = await rightsOn({ write: (response) => void response.socket?.resetAndDestroy() });
    expect(findings).toMatchObject([{ code: 'unreachable', problem: 'check: no reply: network' }]);
  });
});

describe('a site that is not there', () => {
  it.each<[string, Answer, string]>([
    ['the API is not', (response) => reply(response, 404, problem('00013')), 'no-api-there'],
    ['there is a page', (response) => replyHtml(response, 404), 'no-api-there'],
    [
      'it has moved',
      (response) => response.writeHead(302, { location: 'https://x.example.com/' }).end(),
      'no-api-there',
    ],
    ['the version is another', (response) => reply(response, 400, problem('00003')), 'wrong-version'],
    [
      'the account may not use the API',
      (response) => reply(response, 403, problem('00014')),
      'sign-in-refused',
    ],
  ])('is told so once: %s', async (_, answer, code) => {
    const site = await startFakeSite({ 'find-contact': answer });
    const findings = await site.connector.check({
      definitions: builtInForms,
      signal: new AbortController().signal,
    });
    expect(findings.map((finding) => finding.code)).toEqual([code]);
  });
});

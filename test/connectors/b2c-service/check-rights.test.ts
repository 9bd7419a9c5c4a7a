import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { reply, replyHtml, type SeenRequest } from '../../support/fake-server.ts';
import { problem, rows, startFakeSite } from '../../support/fake-site.ts';

type Answer = (response: ServerResponse, request: SeenRequest) => void;

const impossible: Answer = (response) =>
  reply(response, 400, problem('00013', 'Invalid property specified: applicantIntakeCheck'));

/** What a check says of rights on a site that has one contact and one incident and answers so. */
async function rightsOn(
  answers: { options?: Answer; write?: Answer; query?: Answer },
  connector: object = {},
) {
  const { options = (response) => response.writeHead(200).end(), write = impossible } = answers;
  const { query = (response) => reply(response, 200, rows('7')) } = answers;
  const seen: string[] = [];
  const site = await startFakeSite(
    {
      'find-incident': (response) => reply(response, 200, rows()),
      check: (response, request) => {
        seen.push(`${request.method} ${request.url.split('/v1.4/')[1]?.split('?')[0]}`);
        if (request.method === 'OPTIONS') options(response, request);
        else if (request.method === 'GET') query(response, request);
        else write(response, request);
      },
    },
    { updateExisting: ['address.city'], ...connector },
  );
  const findings = await site.connector.check({
    definitions: builtInForms,
    signal: new AbortController().signal,
  });
  return { findings: findings.filter(({ severity }) => severity === 'error'), seen };
}

const all = ['create contacts', 'create incidents', 'update contacts', 'attach files to incidents'].map(
  (what) => ({ code: 'right-missing', problem: `the account may not ${what}` }),
);

describe('the rights of an account', () => {
  it('are tried one by one with what no site takes, after the verbs are asked for', async () => {
    const { findings, seen } = await rightsOn({});
    expect(findings).toEqual([]);
    expect(seen).toEqual([
      'GET queryResults',
      'GET queryResults',
      'OPTIONS contacts',
      'POST contacts',
      'OPTIONS incidents',
      'POST incidents',
      'OPTIONS contacts/7',
      'PATCH contacts/7',
      'OPTIONS incidents/7/fileAttachments',
      'POST incidents/7/fileAttachments',
    ]);
  });

  it.each<[string, Answer]>([
    ['405', (response) => replyHtml(response, 405)],
    ['404', (response) => reply(response, 404, problem('00013'))],
    ['400', (response) => reply(response, 400, problem('00002'))],
    ['500', (response) => replyHtml(response, 500)],
    ['200 without a list', (response) => response.writeHead(200).end()],
    ['200 with a list', (response) => response.writeHead(200, { allow: 'get, post,PATCH' }).end()],
    [
      '200 with a list for browsers',
      (response) => response.writeHead(200, { 'access-control-allow-methods': 'GET, POST, PATCH' }).end(),
    ],
  ])('are all there where a site answers the question for verbs with %s', async (_, options) => {
    expect((await rightsOn({ options })).findings).toEqual([]);
  });

  it.each<[string, { options?: Answer; write?: Answer }]>([
    [
      'its verbs do not have them',
      { options: (response) => response.writeHead(200, { allow: 'GET, OPTIONS' }).end() },
    ],
    ['it refuses to say its verbs', { options: (response) => reply(response, 403, problem('00015')) }],
    ['it refuses what is tried', { write: (response) => reply(response, 403, problem('00015')) }],
    ['it refuses what is tried with a page', { write: (response) => replyHtml(response, 403) }],
    [
      'it refuses what is tried by the code alone',
      { write: (response) => reply(response, 400, problem('00015')) },
    ],
  ])('are missing where %s', async (_, answers) => {
    expect((await rightsOn(answers)).findings).toMatchObject(all);
  });

  it('to create are known also where none may query', async () => {
    const { findings, seen } = await rightsOn({
      query: (response) => reply(response, 403, problem('00015')),
    });
    expect(findings).toEqual([]);
    expect(seen.filter((call) => /^P/.test(call))).toEqual(['POST contacts', 'POST incidents']);
  });

  it('are not tried on contacts that nobody wants to update', async () => {
    const { seen } = await rightsOn({}, { updateExisting: [] });
    expect(seen.filter((call) => call.includes('contacts/'))).toEqual([]);
    expect(seen.filter((call) => call === 'GET queryResults')).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['while verbs are asked for', { options: (response: ServerResponse) => replyHtml(response, 401) }],
    ['while something is tried', { write: (response: ServerResponse) => replyHtml(response, 401) }],
    ['while something is looked for', { query: (response: ServerResponse) => replyHtml(response, 401) }],
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

import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createB2cServiceConnector } from '../../../src/connectors/b2c-service/index.ts';
import { DeliveryError } from '../../../src/connectors/connector.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { deadUrl, reply, type SeenRequest, startFakeServer } from '../../support/fake-server.ts';
import { deliver, names, password, problem, steps, username } from '../../support/fake-site.ts';

describe('credentials and personal data', () => {
  it('go to the site that was configured, in the forms that it documents', async () => {
    const { requests } = await deliver('create-incident', steps['create-incident']);
    expect(requests.map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual([
      'GET /services/rest/connect/v1.4/queryResults',
      'POST /services/rest/connect/v1.4/contacts',
      'POST /services/rest/connect/v1.4/incidents',
    ]);
    for (const { headers } of requests) {
      expect(Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe(
        `${username}:${password}`,
      );
      expect(String(headers['osvc-crest-application-context']).length).toBeLessThanOrEqual(40);
      expect(headers['accept-language'] ?? '*').toBe('*');
    }
  });

  it.each([301, 302, 303, 307, 308])('do not follow a redirect (%i)', async (status) => {
    const elsewhere = await startFakeServer((response) => reply(response, 201, { id: 1 }));
    for (const step of names) {
      const { outcome } = await deliver(step, (response) =>
        response.writeHead(status, { location: `${elsewhere.url}/` }).end(),
      );
      expect(outcome).toMatchObject({
        kind: 'misconfigured',
        message: expect.stringContaining(`${step}: status ${status}`),
      });
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it('are in no error, however the site puts them into its replies', async () => {
    const echo = (response: ServerResponse, { body, headers, url }: SeenRequest) =>
      reply(response, 400, problem('00006', `${body} ${headers.authorization} ${url}`));
    const answers = [
      echo,
      (response: ServerResponse, { body }: SeenRequest) => response.writeHead(201).end(body),
      (response: ServerResponse, { body }: SeenRequest) =>
        reply(response, 500, { detail: body, 'o:errorCode': 7 }),
      (response: ServerResponse, { body }: SeenRequest) => reply(response, 400, { 'o:errorCode': body }),
      (response: ServerResponse, { url }: SeenRequest) => reply(response, 400, { 'o:errorCode': url }),
      (response: ServerResponse) => response.socket?.resetAndDestroy(),
      () => {},
    ];
    for (const step of names) {
      for (const answer of answers) {
        const { outcome } = await deliver(step, answer, 50);
        expect(outcome).toBeInstanceOf(DeliveryError);
        const said = inspect(outcome, { depth: 9 });
        for (const secret of [
          'Craig',
          'Daniels',
          'example.com',
          '555-0113',
          username,
          password,
          'Säcret',
          'Basic',
        ]) {
          expect(said).not.toContain(secret);
        }
      }
    }
  });

  it('are in no error where nobody answers', async () => {
    const connector = createB2cServiceConnector({
      siteUrl: await deadUrl(),
      credentials: { scheme: 'basic', username, password },
    });
    const error = await connector.deliver(submissionOf(), contextOf()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind: 'retry',
      uncertain: false,
      message: 'find-contact: no reply: network',
    });
    expect(inspect(error, { depth: 9 })).not.toMatch(/Craig|example\.com|integration|Säcret/);
  });
});

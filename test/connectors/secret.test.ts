import { expect, it } from 'vitest';
import { type Connector, DeliveryError } from '../../src/connectors/connector.ts';
import { createEgainConnector } from '../../src/connectors/egain/index.ts';
import { createFusionServiceConnector } from '../../src/connectors/fusion-service/index.ts';
import { createOneserveConnector } from '../../src/connectors/oneserve/index.ts';
import { createWebhookConnector } from '../../src/connectors/webhook/index.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { contextOf, submissionOf } from '../support/b2c-service.ts';

const cause = new Error('the vault is sealed');
const sealed = async (): Promise<string> => {
  throw cause;
};
const password = sealed;
const fetch = async () => Response.json({});

it.each<[string, () => Connector]>([
  [
    'Fusion Service',
    () =>
      createFusionServiceConnector({
        siteUrl: 'https://site.invalid',
        credentials: { scheme: 'basic', username: 'intake', password },
        fetch,
      }),
  ],
  [
    'Oneserve',
    () => createOneserveConnector({ url: 'https://site.invalid', clientRef: 'EX', token: sealed, fetch }),
  ],
  ['eGain', () => createEgainConnector({ url: 'https://site.invalid', username: 'intake', password, fetch })],
  ['a webhook', () => createWebhookConnector({ url: 'https://site.invalid', secret: sealed, fetch })],
])('a secret that cannot be read has an application for %s tried again', async (_, connect) => {
  await expect(connect().deliver(submissionOf(), contextOf())).rejects.toMatchObject({
    name: 'DeliveryError',
    kind: 'retry',
    uncertain: false,
    cause,
  });
  // A check has something to say of it, or says that it could not be made.
  const { signal } = new AbortController();
  const found = await connect()
    .check({ definitions: [driverShort], signal })
    .catch((error: unknown) => (error instanceof DeliveryError ? [error] : undefined));
  expect(found).not.toEqual([]);
  expect(found).toBeDefined();
});

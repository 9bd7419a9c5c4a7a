import { onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { createB2cServiceSimulator } from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';

/** The simulator of B2C Service on a socket of its own, closed when the test has ended. */
export async function startSite() {
  const simulator = createB2cServiceSimulator();
  const { port, close } = await listen((request) => simulator.fetch(request), { port: 0, host: '127.0.0.1' });
  onTestFinished(close);
  const incidents = () => {
    const records = simulator.records() as unknown as {
      incidents: readonly { customFields?: { c?: { submission_id?: string } } }[];
    };
    return records.incidents.map(({ customFields }) => customFields?.c?.submission_id ?? '');
  };
  return {
    simulator,
    /** What a proxy needs in its environment to deliver to this site, with the patience of a test. */
    env: {
      B2C_SITE_URL: `http://127.0.0.1:${port}/sandbox/b2c-service`,
      B2C_USERNAME: 'sandbox',
      B2C_PASSWORD: 'sandbox',
      B2C_TIMEOUT_MS: '500',
      B2C_SETTLE_MS: '200',
    },
    /** How often something was asked for by a delivery, not by a check. */
    timesAsked: (operation: string) =>
      simulator
        .requests()
        .filter(
          ({ headers }) => headers['osvc-crest-application-context'] === `applicant-intake ${operation}`,
        ).length,
    /** The submission's id that each incident carries. */
    incidents,
    /** How many incidents carry this submission's id. */
    incidentsFor: (id: string) => incidents().filter((other) => other === id).length,
  };
}

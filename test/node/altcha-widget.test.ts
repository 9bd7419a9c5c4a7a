import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createAltchaFiles } from '../../src/node/altcha-files.ts';
import { createAssetHandler } from '../../src/node/assets.ts';
import { listen } from '../../src/node/listen.ts';
import { altcha } from '../support/altcha.ts';
import { openServer } from '../support/application-server.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildSubmission } from '../support/submissions.ts';

/** As strict as a page can be that runs any script at all; workers are scripts. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

/** The widget in a shadow root, as an element would put it there. */
const withWidget = `
  import '/altcha/altcha.js';
  const policy = trustedTypes.createPolicy('altcha-worker', { createScriptURL: (url) => url });
  $altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker(policy.createScriptURL('/altcha/pbkdf2.js')));
  $altcha.defaults.set({ hideFooter: true, hideLogo: true, humanInteractionSignature: false, minDuration: 0 });
  const root = document.querySelector('main').attachShadow({ mode: 'open' });
  const styles = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/altcha/altcha.css' });
  const widget = document.createElement('altcha-widget');
  widget.setAttribute('challenge', '/v1/challenge');
  widget.setAttribute('auto', 'onload');
  widget.addEventListener('statechange', ({ detail }) => { if (detail.payload) globalThis.solution = detail.payload; });
  root.append(styles, widget);
`;

/** The worker by itself. */
const withWorker = `
  const policy = trustedTypes.createPolicy('altcha-worker', { createScriptURL: (url) => url });
  const challenge = await (await fetch('/v1/challenge')).json();
  const worker = new Worker(policy.createScriptURL('/altcha/pbkdf2.js'));
  worker.onmessage = ({ data }) => {
    worker.terminate();
    globalThis.solution = btoa(JSON.stringify({ challenge, solution: data }));
  };
  worker.postMessage({ type: 'work', challenge, counterStart: 0, counterStep: 1 });
`;

const scripts: Readonly<Record<string, string>> = { '/widget.js': withWidget, '/worker.js': withWorker };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A page under the policy that runs a script; what the browser complains of, and the solution it comes to. */
async function solveIn(script: string) {
  const server = openServer({ altcha });
  const files = createAssetHandler(createAltchaFiles({}));
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const source = scripts[pathname];
    if (source) return new Response(source, { headers: { 'content-type': 'text/javascript' } });
    if (pathname !== '/page') return (await files(request)) ?? server.fetch(request);
    const html = `<!doctype html><html lang="en"><head><title>Drive with us</title><script type="module" src="${script}"></script></head><body><main></main></body></html>`;
    return new Response(html, {
      headers: { 'content-type': 'text/html', 'content-security-policy': policy },
    });
  };
  const { port, close } = await listen(answer, { port: 0, host: '127.0.0.1' });
  onTestFinished(close);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective));
  });
  await page.goto(`http://localhost:${port}/page`);
  const found = await page.waitForFunction(() => (globalThis as { solution?: string }).solution);
  return { server, page, complaints, solution: String(await found.jsonValue()) };
}

describe('under the strictest policy', () => {
  it('the widget’s files work in a shadow root, styles included, and make a solution that is taken', async () => {
    const { server, page, complaints, solution } = await solveIn('/widget.js');
    const submission = buildSubmission({}, { challenge: { altcha: solution } });
    await server.post(submission, { origin: 'http://apply.example.com' });
    expect(server.log.lines.at(-1)).toMatchObject({ message: 'accepted', fields: { id: submission.id } });
    expect(server.log.lines.at(-1)?.fields).not.toHaveProperty('review');
    expect(complaints).toEqual([]);
    const padding = await page.evaluate(() => {
      const main = document.querySelector('main')?.shadowRoot?.querySelector('.altcha-main');
      return main && getComputedStyle(main).padding;
    });
    expect(padding).toBe('12px');
  });

  it('the worker works by itself, with no widget around it', async () => {
    const { server, complaints, solution } = await solveIn('/worker.js');
    await server.post(buildSubmission({}, { challenge: { altcha: solution } }), {
      origin: 'http://apply.example.com',
    });
    expect(server.log.lines.at(-1)?.fields).not.toHaveProperty('review');
    expect(complaints).toEqual([]);
  });
});

it('the package of the widget has the files that are served', () => {
  const styles = createRequire(import.meta.url).resolve('altcha/altcha.css');
  expect(readFileSync(styles, 'utf8')).toContain(':root{');
  const find = createAltchaFiles({});
  expect(String(find('/altcha/altcha.css')?.body)).toMatch(/^:root,:host\{/);
  expect(find('/altcha/altcha.js')).toBe(find('/altcha/altcha.js'));
});

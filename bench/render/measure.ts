import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { answerChoices, firstTextField, screen, submitButton } from './applicant.ts';
import type { Candidate } from './candidates.ts';
import { median } from './figures.ts';
import { installProbe, type Moment } from './probe.ts';
import { scriptMs } from './trace.ts';

/** What opening a form and sending it empty gives; all of it with the processor slowed down. */
export interface Opening {
  /** From navigation start until the first control has been painted and responds: see {@link installProbe}. */
  readonly interactive_ms: number;
  readonly first_contentful_paint_ms: number;
  /** From the click that would send the form, or go on from its first step, to the frame with a complaint. */
  readonly errors_painted_ms: number;
  /** Everything that the main thread has done by a second after the form became interactive. */
  readonly main_thread_ms: number;
  /** Then, after a collection of garbage. */
  readonly js_heap_mb: number;
  /** At the same moment: nodes of every kind, those in shadow roots and in templates included. */
  readonly dom_nodes: number;
}

/** What typing into the first text field gives, with the processor slowed down. */
export interface Typing {
  /** From a key going down to its frame; the median of some keys. */
  readonly input_delay_ms: number;
  /** Script that runs for a typed character, microtasks and timers included; the mean of some characters. */
  readonly script_per_keystroke_ms: number;
}

const cpuSlowdown = 4;
/** Slow 4G, in bytes a second and milliseconds. */
const slowNetwork = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 750e3 / 8,
};

/** How long a page is left alone to finish what it has begun: after loading, and between two things done to it. */
const settleMs = 1_000;
const pauseMs = 400;
const keyIntervalMs = 60;
/** Typed while the browser keeps a trace, and then while the probe watches: each would disturb the other. */
const traced = 'Bartholomew Maximili';
const watched = 'an Augustus';

/** A page that the probe watches. */
interface Visit {
  readonly page: Page;
  readonly session: CDPSession;
  /** Emits what the probe tells, by name. */
  readonly moments: EventEmitter;
}

/** Loads a candidate over a slow network with an empty cache, and sends its form empty. */
export function openForm(browser: Browser, url: string, candidate: Candidate): Promise<Opening> {
  return visiting(browser, candidate, async (visit) => {
    const { page, session, moments } = visit;
    await session.send('Network.emulateNetworkConditions', slowNetwork);
    const before = await metrics(session);
    const interactive_ms = await goTo(visit, url);
    await wait(settleMs);
    const loaded = await metrics(session);
    const first_contentful_paint_ms = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    await session.send('HeapProfiler.collectGarbage');
    const collected = await metrics(session);

    await submitButton(page, candidate).hover();
    await command(session, 'probe.watchComplaint()');
    await wait(pauseMs);
    const complained = next(moments, 'complained');
    await page.mouse.down();
    await page.mouse.up();
    return {
      interactive_ms,
      first_contentful_paint_ms,
      errors_painted_ms: await complained,
      main_thread_ms: (loaded.taskSeconds - before.taskSeconds) * 1000,
      js_heap_mb: collected.heapBytes / 1e6,
      dom_nodes: collected.nodes,
    };
  });
}

/** Types into the first text field of a form that has no complaints. */
export function typeInto(browser: Browser, url: string, candidate: Candidate): Promise<Typing> {
  return visiting(browser, candidate, async (visit) => {
    const { page, session, moments } = visit;
    await goTo(visit, url);
    await answerChoices(page, candidate);
    const field = firstTextField(page);
    await field.click();
    await wait(pauseMs);

    await browser.startTracing(page, { categories: ['devtools.timeline', 'v8'] });
    await page.keyboard.type(traced, { delay: keyIntervalMs });
    // A library may look at an answer only when typing has paused.
    await wait(pauseMs);
    const script_per_keystroke_ms = scriptMs(await browser.stopTracing()) / traced.length;

    await command(session, 'probe.watchKeys()');
    const delays: number[] = [];
    moments.on('typed', (ms) => delays.push(ms));
    await page.keyboard.type(watched, { delay: keyIntervalMs });
    await wait(pauseMs);
    const text = await field.inputValue();
    if (text !== traced + watched) throw new Error(`${candidate.name} holds "${text}" after typing`);
    return { script_per_keystroke_ms, input_delay_ms: median(delays) };
  });
}

/** Does something with a new page in a browser context of its own, on a slow processor. */
async function visiting<T>(
  browser: Browser,
  { complaint }: Candidate,
  task: (visit: Visit) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: screen });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const moments = new EventEmitter();
    session.on('Runtime.bindingCalled', ({ payload }) => {
      const { name, ms } = JSON.parse(payload) as Moment;
      moments.emit(name, ms);
    });
    await session.send('Runtime.enable');
    await session.send('Network.enable');
    await session.send('Performance.enable');
    await session.send('Runtime.addBinding', { name: 'tell' });
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    await page.addInitScript(installProbe, { complaint });
    return await task({ page, session, moments });
  } finally {
    await context.close();
  }
}

/** Loads a page; resolves to when it became interactive. */
async function goTo({ page, moments }: Visit, url: string): Promise<number> {
  const interactive = next(moments, 'interactive');
  await page.goto(url);
  return interactive;
}

async function next(moments: EventEmitter, name: Moment['name']): Promise<number> {
  const [ms] = await once(moments, name, { signal: AbortSignal.timeout(30_000) });
  return ms;
}

/** Runs a line in the page. */
async function command(session: CDPSession, expression: string): Promise<void> {
  await session.send('Runtime.evaluate', { expression });
}

async function metrics(session: CDPSession) {
  const { metrics: all } = await session.send('Performance.getMetrics');
  const named = (name: string) => all.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { taskSeconds: named('TaskDuration'), heapBytes: named('JSHeapUsedSize'), nodes: named('Nodes') };
}

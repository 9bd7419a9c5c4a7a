import type { ApplicantIntake } from '../src/element/applicant-intake.ts';
import type { IntakeAcceptedEvent } from '../src/element/events.ts';
import type { Call } from './call.ts';
import { byId } from './dom.ts';
import { createLooks } from './page/looks.ts';
import { createPageLanguage } from './page/page-language.ts';
import { createApplications } from './panel/applications.ts';
import { makeCopyButton } from './panel/copy-button.ts';
import { createDestinationSwitches } from './panel/destination-switches.ts';
import { createDrawer } from './panel/drawer.ts';
import { example } from './panel/example.ts';
import { createFaultForm } from './panel/fault-form.ts';
import { snippetFor } from './panel/snippet.ts';
import { connectSwitches } from './panel/switches.ts';
import { createTimeline } from './panel/timeline.ts';
import { createPoller, type PollerState } from './poller.ts';
import { readCalls, readFaults, resetSimulator } from './sandbox-client.ts';
import { DemoSettings } from './settings.ts';
import { transports } from './transports.ts';

export interface DemoOptions {
  /** What the snippet to copy names as the address of the proxy. */
  readonly endpoint: string;
  /** Resolves when the proxy and the simulator can be asked. Default: they can. */
  readonly ready?: Promise<unknown>;
}

const liveTexts: Readonly<Record<PollerState, string>> = {
  live: 'live',
  paused: 'paused',
  lost: 'no answer from the sandbox',
};

/** Brings the page to life: its language, theme and look, the form's transport, and the panel. */
export function startDemo({ endpoint, ready = Promise.resolve() }: DemoOptions): void {
  const form = byId<ApplicantIntake>('form');
  const settings = new DemoSettings(location.search);
  const applications = createApplications(byId('applications'), byId('applications-empty'));
  const showCalls = createTimeline(byId('timeline'), byId('timeline-empty'));
  let fromPage: Call[] = [];
  let fromProxy: Call[] = [];
  const draw = () => showCalls([...fromPage, ...fromProxy]);

  const languageButton = byId('language-button');
  const speak = createPageLanguage(languageButton);
  languageButton.addEventListener('click', () => settings.set({ language: languageButton.lang }));
  const dress = createLooks();
  connectSwitches(settings);

  let transport = '';
  settings.watch((values) => {
    speak(values.language);
    dress(values.look);
    document.documentElement.dataset.theme = values.theme;
    form.setAttribute('locale', values.language);
    form.setAttribute('theme', values.theme);
    byId('snippet').textContent = snippetFor(values, endpoint);
    if (transport === values.transport) return;
    transport = values.transport;
    form.transport = transports[values.transport].create((call) => {
      if (!fromPage.includes(call)) fromPage.push(call);
      draw();
    });
  });

  const live = byId('live');
  const poller = createPoller({
    async ask() {
      const shown = destinations.chosen;
      const [calls, pending] = await Promise.all([
        Promise.all(shown.map(readCalls)),
        Promise.all(shown.map(readFaults)),
        applications.refresh(),
      ]);
      const of = <T>(lists: readonly (readonly T[])[]) =>
        lists.flatMap((list, index) => list.map((each) => ({ ...each, system: shown[index] ?? '' })));
      fromProxy = of(calls).map((call) => ({ ...call, from: 'proxy' }));
      draw();
      faults.show(of(pending));
    },
    isWatched: () => document.visibilityState === 'visible' && drawer.isOpen(),
    onState(state) {
      live.dataset.state = state;
      live.textContent = liveTexts[state];
    },
  });
  const faults = createFaultForm(() => poller.hurry(0));
  const destinations = createDestinationSwitches(() => {
    faults.offer(destinations.chosen);
    poller.hurry(0);
  });
  let begun = false;
  const wake = () => begun && poller.wake();
  const drawer = createDrawer(() => wake());
  document.addEventListener('visibilitychange', wake);

  form.addEventListener('intake-submitting', () => poller.hurry());
  form.addEventListener('intake-accepted', (event: IntakeAcceptedEvent) => {
    applications.add(event.id, event.reference);
    poller.hurry();
  });

  byId('fill').addEventListener('click', () => {
    form.reset();
    form.values = example;
  });
  byId('start-over').addEventListener('click', () => {
    form.reset();
    form.values = undefined;
  });
  byId('reset').addEventListener('click', async () => {
    fromPage = [];
    await Promise.all(destinations.chosen.map(resetSimulator)).catch(() => {});
    poller.hurry(0);
  });
  makeCopyButton(byId('snippet-copy'), byId('snippet'));

  ready.then(
    () => {
      begun = true;
      return destinations.load();
    },
    (error: unknown) => {
      live.dataset.state = 'lost';
      live.textContent = String((error as Error).message);
    },
  );
}

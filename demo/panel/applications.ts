import type { ApplicationStatus } from '../../src/protocol/accepted.ts';
import { h } from '../dom.ts';
import { readStatus } from '../sandbox-client.ts';

interface Sent {
  readonly id: string;
  readonly reference: string;
  status: ApplicationStatus;
}

const looks: Readonly<Record<Sent['status'], string>> = {
  queued: 'badge wait',
  delivered: 'badge good',
  attention: 'badge bad',
};

const explanations: Readonly<Record<Sent['status'], string>> = {
  queued: 'stored by the proxy, on its way',
  delivered: 'every back end has it',
  attention: 'a person has to look',
};

/** The applications sent from this page, and how each stands. */
export function createApplications(list: HTMLElement, empty: HTMLElement) {
  const sent: Sent[] = [];
  let drawn = '';

  function draw(): void {
    const next = JSON.stringify(sent);
    if (next === drawn) return;
    drawn = next;
    empty.hidden = sent.length > 0;
    list.replaceChildren(
      ...sent.map(({ reference, status }) =>
        h(
          'li',
          {},
          h('span', { class: 'reference' }, reference),
          h('span', { class: looks[status] }, status),
          h('span', { class: 'note' }, explanations[status]),
        ),
      ),
    );
  }

  return {
    add(id: string, reference: string): void {
      sent.push({ id, reference, status: 'queued' });
      draw();
    },
    /** Asks the proxy about those that are not yet delivered. */
    async refresh(): Promise<void> {
      for (const application of sent) {
        if (application.status !== 'delivered')
          application.status = (await readStatus(application.id)).status;
      }
      draw();
    },
  };
}

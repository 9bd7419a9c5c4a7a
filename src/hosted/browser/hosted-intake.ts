import { hydrate } from '@lit-labs/ssr-client';
import { ApplicantIntake } from '../../element/applicant-intake.ts';
import type { Landing } from '../../element/sending/attribution.ts';
import { carriedId } from '../begun.ts';
import { followTitle } from './page-title.ts';
import { begunIn, takeEntered, takeOver } from './take-over.ts';

/**
 * The element on a page that the server has drawn: it goes on where the page stands, with what has been typed
 * meanwhile, and is the element of other pages from then on.
 */
export class HostedIntake extends ApplicantIntake {
  readonly #begun = begunIn(this.shadowRoot);
  #isTaken = false;

  protected override get landing(): Landing {
    const landing = this.#begun?.landing;
    return landing ? { ...landing, href: new URL(landing.href, location.href).href } : super.landing;
  }

  protected override async prepare(): Promise<void> {
    await this.complete();
    await super.prepare();
  }

  protected override willUpdate(): void {
    super.willUpdate();
    if (this.#isTaken || !this.#begun) return;
    takeOver(this.#begun, this.inside);
    // Without a script they led nowhere.
    for (const link of this.renderRoot.querySelectorAll<HTMLElement>('a[data-to]')) {
      link.setAttribute('href', link.dataset.to ?? '');
    }
  }

  /** What cannot be matched with what the server drew, such as a page of another version, is drawn anew. */
  protected override draw(): void {
    const begun = this.#isTaken ? undefined : this.#begun;
    const drawn = [...this.renderRoot.childNodes];
    try {
      if (begun) hydrate(this.render(), this.renderRoot, { host: this });
      else super.draw();
    } catch (error) {
      if (!begun) throw error;
      takeEntered(this.renderRoot, begun, this.inside);
      for (const node of drawn) if (node.nodeName !== 'STYLE') node.remove();
      super.draw();
    }
  }

  protected override updated(isFirst: boolean): void {
    if (!this.#isTaken && this.#begun) {
      this.#isTaken = true;
      this.renderRoot.querySelector(`#${carriedId}`)?.remove();
      takeEntered(this.renderRoot, this.#begun, this.inside);
    }
    super.updated(isFirst);
    if (this.#begun) followTitle(this.renderRoot, this.#begun);
  }
}

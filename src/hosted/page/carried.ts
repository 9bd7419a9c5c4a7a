import { fieldsOf } from '../../model/definition.ts';
import { type Begun, carriedId, names } from '../begun.ts';
import { carriedFrom } from '../carried-documents.ts';
import type { PageState } from '../page-state.ts';
import { postedFrom } from '../posted-values.ts';
import { escaped, jsonInScript } from './escaped.ts';

export interface CarriedOptions {
  readonly state: PageState;
  readonly begun: Begun;
  readonly language: string;
  readonly ticket: string;
  readonly landing: { readonly href: string; readonly referrer: string };
  readonly trapped: boolean;
}

/**
 * What goes with the form when it is posted: the application's id, the answers of the other steps, and so on, as
 * hidden inputs that belong to the form without standing in it; and the same for the script.
 */
export function carriedWith({ state, begun, language, ticket, landing, trapped }: CarriedOptions): string {
  const step = state.definition.steps.find(({ key }) => key === begun.step);
  const shown = step ? state.fields(step).map(({ key }) => key) : [];
  const others = fieldsOf(state.definition).filter(({ key }) => !shown.includes(key));
  const entries: (readonly [string, string | undefined])[] = [
    [names.id, begun.id],
    [names.startedAt, begun.startedAt],
    [names.ticket, ticket],
    [names.step, begun.step],
    [names.returnTo, begun.returnTo],
    [names.language, language],
    [names.landing, landing.href],
    [names.referrer, landing.referrer],
    [names.trapped, trapped ? 'yes' : undefined],
    ...shown.map((key) => [names.asked, key] as const),
    ...begun.consents.map((decision) => [names.document, carriedFrom(decision)] as const),
    ...others.flatMap((field) =>
      postedFrom(field, state.value(field.key)).map((value) => [field.key, value] as const),
    ),
  ];
  return `<div id="${carriedId}" hidden>${entries.map(hidden).join('')}${forScript(begun)}</div>`;
}

/** Nothing to post any more, but a script to tell how things stand. */
export const carriedWithReceipt = (begun: Begun): string =>
  `<div id="${carriedId}" hidden>${forScript(begun)}</div>`;

const forScript = (begun: Begun) => `<script type="application/json">${jsonInScript(begun)}</script>`;

/** Without autocomplete: some browsers would put back what stood there before a reload. */
function hidden([name, value]: readonly [string, string | undefined]): string {
  if (value === undefined) return '';
  return `<input type="hidden" form="form" autocomplete="off" name="${escaped(name)}" value="${escaped(value)}">`;
}

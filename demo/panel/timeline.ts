import type { Call } from '../call.ts';
import { type CallRow, createCallRow } from './call-row.ts';

/** How many calls are drawn; older ones leave at the top. */
const maxRows = 100;

/**
 * Makes the function that shows calls in the order they began. Rows are kept by position, so that what is open stays
 * open and focus stays where it is; a list that has become shorter has been started anew.
 */
export function createTimeline(list: HTMLElement, empty: HTMLElement): (calls: readonly Call[]) => void {
  let rows: CallRow[] = [];
  let isFirst = true;

  return (calls) => {
    const shown = calls.toSorted((a, b) => a.at.localeCompare(b.at)).slice(-maxRows);
    if (shown.length < rows.length) {
      list.replaceChildren();
      rows = [];
    }
    // What was there before the reader came does not push the switches out of sight.
    const follows = !isFirst && isAtEnd(list);
    isFirst = false;
    const before = rows.length;
    for (const [index, call] of shown.entries()) {
      let row = rows[index];
      if (!row) {
        row = createCallRow();
        rows.push(row);
        list.append(row.element);
      }
      row.update(call);
    }
    empty.hidden = rows.length > 0;
    if (follows && rows.length > before) scroller(list)?.scrollTo({ top: Number.MAX_SAFE_INTEGER });
  };
}

const scroller = (list: HTMLElement) => list.closest<HTMLElement>('.panel-body');

function isAtEnd(list: HTMLElement): boolean {
  const box = scroller(list);
  return box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < 80;
}

/**
 * What a form has besides, and does not wait for: the names of states, the browser's back button, the question before
 * the page is left. Without it there are the codes of states, and a form that can be sent.
 */

export { withRegionNames } from '../../locales/with-region-names.ts';
export { HistoryController } from './history-controller.ts';
export { LeaveGuard } from './leave-guard.ts';

/**
 * The parts that a form begins without or most readers never need, each fetched when its time has come. In what pages
 * load each of them is a file of its own that shares nothing with the element's: an address that is not the element's
 * own to the letter, as script optimisers make them, would bring a second copy of whatever was shared. So no part may
 * import a module with a memory; what it needs of such, it is given. `scripts/build-browser.ts` sees to both.
 */
export const later = {
  extras: () => import('./extras/index.ts'),
  sending: () => import('./sending/sending.ts'),
  offline: () => import('./offline/offline.ts'),
  page: () => import('./page/page-settings.ts'),
  altcha: () => import('./challenge/altcha.ts'),
  further: () => import('./fields/further/index.ts'),
  uploads: () => import('./fields/further/uploads/index.ts'),
};

export type Later = typeof later;

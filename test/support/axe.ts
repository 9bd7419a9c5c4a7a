import type { RunOptions } from 'axe-core';

/** Every rule of WCAG 2.0 to 2.2, A and AA, and of best practices; that too which axe leaves out by itself. */
export const axeOptions: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  resultTypes: ['violations', 'incomplete'],
  preload: false,
  rules: { 'target-size': { enabled: true } },
};

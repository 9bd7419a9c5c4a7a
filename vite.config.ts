import chromium from '@sparticuz/chromium';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/**
 * `@open-wc/testing` reaches for the socket of the dev server it was written for. Here that module throws,
 * which the library takes for "no such server" and goes on.
 */
const noWebDevServer = {
  name: 'no-web-dev-server',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id.includes('__web-dev-server__web-socket.js') ? '\0no-web-dev-server' : null),
  load: (id: string) =>
    id === '\0no-web-dev-server' ? 'throw new Error("not served by @web/dev-server");' : null,
};

/** The test configuration. The builds live in `scripts/build.ts`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          // Many of these wait, for a process, a lease or a browser; one worker for each core would wait with them.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [noWebDevServer],
        optimizeDeps: {
          // What is found only while tests run has the page of a test loaded anew under it.
          include: ['@open-wc/testing', 'altcha-lib', 'lit/directive.js', 'lit/html.js', 'signature_pad'],
          rolldownOptions: { plugins: [noWebDevServer] },
        },
        test: {
          name: 'browser',
          // All pages of one origin share its storage and its locks, so one file at a time, in a group of their own.
          fileParallelism: false,
          include: ['test/**/*.browser.test.ts'],
          globals: true,
          // The runner loses sight of its own frame once in some thousand tests on a busy machine. That says nothing of
          // the form, and nothing else is tried twice.
          retry: { count: 2, condition: /Cannot find "vitest-iframe"/ },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: await chromium.executablePath(), args: chromium.args },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

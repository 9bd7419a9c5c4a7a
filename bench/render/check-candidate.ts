import type { Browser } from 'playwright-core';
import { answerAll, answers, screen, submitButton } from './applicant.ts';
import type { Candidate } from './candidates.ts';
import { sections } from './form-content.ts';

import type { CandidateServer } from './serve-candidates.ts';

/**
 * Goes through a candidate as an applicant would: an empty form is sent back with the complaint about each question
 * that needs an answer, and a full one arrives with every answer. A candidate that does less cannot be compared.
 *
 * @throws {Error} when it does less.
 */
export async function checkCandidate(
  browser: Browser,
  server: CandidateServer,
  candidate: Candidate,
): Promise<void> {
  const context = await browser.newContext({ viewport: screen });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`http://127.0.0.1:${server.port}/${candidate.name}/`);
    await submitButton(page, candidate).click();
    const asked = candidate.stepwise ? sections.slice(0, 1) : sections;
    for (const { missing, when } of asked.flatMap(({ fields }) => fields)) {
      if (missing && !when)
        await page.getByText(missing, { exact: true }).and(page.locator(':visible')).first().waitFor();
    }
    const arriving = server.nextAnswers();
    await answerAll(page, candidate);
    const arrived = await withTimeout(arriving, `nothing arrived from ${candidate.name}`);
    for (const { key } of sections.flatMap(({ fields }) => fields)) {
      if (arrived[key] !== answers[key]) throw new Error(`${candidate.name} sent ${key}: ${arrived[key]}`);
    }
  } finally {
    await context.close();
  }
}

function withTimeout<T>(promise: Promise<T>, message: string): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, 10_000, new Error(message)).unref());
  return Promise.race([promise, late]);
}

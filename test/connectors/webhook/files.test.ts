import { describe, expect, it } from 'vitest';
import type { Checkpoints, DeliveryContext } from '../../../src/connectors/connector.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { fileOf, openReceiver } from './open-receiver.ts';

/** Attempts at one application, with the checkpoints that they leave. */
function openAttempts() {
  const receiver = openReceiver();
  const submission = submissionOf();
  let checkpoints: Checkpoints = {};
  let attempt = 0;
  return {
    ...receiver,
    submission,
    /** `recordable`: how many times the attempt can record before it dies. */
    attempt(files: readonly string[], context: Partial<DeliveryContext> = {}, recordable = 9) {
      attempt += 1;
      let left = recordable;
      const record = async (more: Checkpoints) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        checkpoints = { ...checkpoints, ...more };
      };
      return receiver.connector.deliver(
        submission,
        contextOf({ attempt, checkpoints, record, files: files.map((id) => fileOf(id)), ...context }),
      );
    },
    /** What the receiver knows: types of messages and the files they list. */
    known: () =>
      receiver
        .messages()
        .map(({ type, data }) => [type, ...data.files.map(({ name }: { name: string }) => name)]),
  };
}

const [received, filesReceived] = ['application.received', 'application.files-received'];

describe('the files of an application', () => {
  it('that are there stand in its message, by name, type and size', async () => {
    const { attempt, messages, sent } = openAttempts();
    await attempt(['a', 'b']);
    expect(messages()).toHaveLength(1);
    expect(messages()[0].data.files).toEqual([
      { name: 'a.pdf', type: 'application/pdf', size: 9 },
      { name: 'b.pdf', type: 'application/pdf', size: 9 },
    ]);
    expect(sent).toHaveLength(1);
  });

  it('that come later are told in a message of their own, with all that are there', async () => {
    const { attempt, known, submission, messages, sent } = openAttempts();
    const previous = await attempt(['a']);
    expect(await attempt(['a', 'b'], { previous })).toEqual({ id: submission.id });
    expect(known()).toEqual([
      [received, 'a.pdf'],
      [filesReceived, 'a.pdf', 'b.pdf'],
    ]);
    const { webhookId, data } = messages()[1];
    expect(webhookId).toMatch(new RegExp(`^${submission.id}-files-[0-9a-f]{16}$`));
    expect(data).toMatchObject({ id: submission.id, reference: '7Q4M-X2HV' });
    await attempt(['b', 'a'], { previous });
    expect(sent).toHaveLength(2);
  });

  it('are told under one id, however often, and under another once there are more', async () => {
    const { attempt, sent, messages } = openAttempts();
    const previous = await attempt([]);
    await expect(attempt(['a'], { previous }, 0)).rejects.toThrow('killed');
    await attempt(['a'], { previous });
    await attempt(['a', 'b'], { previous });
    const ids = sent.slice(1).map(({ headers }) => headers['webhook-id']);
    expect(ids[1]).toBe(ids[0]);
    expect(sent[2]?.body).toBe(sent[1]?.body);
    expect(ids[2]).not.toBe(ids[0]);
    expect(messages()).toHaveLength(3);
  });

  it('that come between two attempts are not lost with the repetition', async () => {
    const { attempt, known, simulator } = openAttempts();
    simulator.failNext('receive', 'reset-after-commit');
    await expect(attempt([])).rejects.toThrow();
    await attempt(['a']);
    expect(known()).toEqual([[received], [filesReceived, 'a.pdf']]);
  });

  it('that the first attempt told stand in every repetition, and later ones follow', async () => {
    const { attempt, known, sent, simulator } = openAttempts();
    simulator.failNext('receive', 'reset-after-commit');
    await expect(attempt(['a'])).rejects.toThrow();
    await attempt(['a', 'b']);
    expect(sent[1]?.body).toBe(sent[0]?.body);
    expect(known()).toEqual([
      [received, 'a.pdf'],
      [filesReceived, 'a.pdf', 'b.pdf'],
    ]);
  });

  it.each([0, 1, 2, 3])(
    'are there in the end though an attempt dies at its %i. record',
    async (recordable) => {
      const { attempt, known } = openAttempts();
      await attempt(['a'], {}, recordable).catch(() => {});
      await attempt(['a']);
      await attempt(['a', 'b']);
      expect(known().filter(([type]) => type === received)).toHaveLength(1);
      expect(known().at(-1)).toEqual([filesReceived, 'a.pdf', 'b.pdf']);
    },
  );
});

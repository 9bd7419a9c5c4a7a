import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a file of this folder as a process that says on which port it listens. */
export function startChild(
  file: string,
  args: readonly string[] = [],
): Promise<{ readonly process: ChildProcess; readonly port: number }> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const process = fork(path, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    process.once('message', (message: { port: number }) => resolve({ process, port: message.port }));
    process.once('exit', () => reject(new Error(`${file} did not start`)));
  });
}

/** What such a process answers to a message. One at a time: an answer does not say what it is one to. */
export function ask<T>(child: ChildProcess, message: string): Promise<T> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as T));
    child.send(message);
  });
}

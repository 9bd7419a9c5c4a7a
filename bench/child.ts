import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts a file of this folder as a process that says on which port it listens. `under` is a command that runs it. */
export function startChild(
  file: string,
  args: readonly string[] = [],
  under: readonly string[] = [],
): Promise<{ readonly process: ChildProcess; readonly port: number }> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const [execPath = process.execPath, ...execArgv] = [...under, process.execPath];
  const child = fork(path, args, { execPath, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve({ process: child, port: message.port }));
    child.once('exit', () => reject(new Error(`${file} did not start`)));
  });
}

/** What such a process answers to a message. One at a time: an answer does not say what it is one to. */
export function ask<T>(child: ChildProcess, message: string): Promise<T> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as T));
    child.send(message);
  });
}

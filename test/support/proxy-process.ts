import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../bin/applicant-intake.js', import.meta.url));

export interface ProxyProcess {
  readonly port: number;
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends it and resolves to its exit code, null after SIGKILL. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves to its exit code when it has ended, null when a signal has ended it. */
  readonly ended: Promise<number | null>;
  /** Reads no more of what it prints, as a reader of logs does that has ended. */
  forsake(): void;
  /** What `/readyz` answers. */
  readiness(): Promise<unknown>;
}

/** The environment of this process without settings that somebody may have made for themselves. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(B2C_|INTAKE_|ALTCHA_|ALLOWED_|PORT$|HOST$|RATE_|LOG_|DATABASE_|LEASE_MS|NEWEST_PERCENT|MIN_SECONDS$|METRICS_|TRUSTED_|MAX_|KEEP_)/.test(
          name,
        ),
    ),
  );
}

/** Runs the command with arguments; resolves when it has ended. */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [command, ...args], { env: { ...cleanEnvironment(), ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/**
 * Starts `applicant-intake serve` on a free port as a process of its own. Rejects with its output when it ends at once.
 * `under` is a command that runs it, such as `strace`, and keeps its process id.
 */
export function startProxy(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  under: readonly string[] = [],
): Promise<ProxyProcess> {
  const [program = '', ...rest] = [...under, process.execPath, command, 'serve', ...args];
  const child = spawn(program, rest, {
    env: { ...cleanEnvironment(), PORT: '0', HOST: '127.0.0.1', ...env },
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return new Promise((resolve, reject) => {
    let found = false;
    const collect = (chunk: Buffer) => {
      output += chunk;
      // Looked for until it is there: under load the output grows long.
      const port = found ? undefined : /http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (!port) return;
      found = true;
      resolve({
        port: Number(port),
        pid: child.pid ?? 0,
        output: () => output,
        kill: (signal) => {
          child.kill(signal);
          return ended;
        },
        ended,
        forsake() {
          child.stdout.destroy();
          child.stderr.destroy();
        },
        readiness: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).json(),
      });
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    void ended.then((code) => reject(new Error(`the proxy ended with ${code}: ${output}`)));
  });
}

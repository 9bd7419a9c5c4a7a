import type { Connector, Finding } from '../connectors/connector.ts';
import type { FormDefinition } from '../model/definition.ts';
import type { Log } from '../queue/log.ts';

export interface SiteCheckOptions {
  readonly connector: Connector;
  readonly definitions: readonly FormDefinition[];
  /** How long to wait between two checks, in milliseconds. Default: one hour. */
  readonly everyMs?: number;
  /** How long to wait after one that did not get through to the destination, in milliseconds. Default: one minute. */
  readonly retryMs?: number;
  readonly log: Log;
}

/** How a destination stood when it was last checked. */
export interface CheckResult {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly errors: number;
  readonly warnings: number;
  /** What kind of thing was wrong where: no names of the destination's own. */
  readonly findings: readonly Pick<Finding, 'severity' | 'code' | 'where'>[];
}

/**
 * Checks a destination at once and then every hour. What it finds goes to the log, each thing once for as long as it
 * lasts; applications are accepted whatever it finds.
 */
export function startSiteCheck(options: SiteCheckOptions) {
  const { connector, definitions, everyMs = 3_600_000, retryMs = 60_000, log } = options;
  const { destination } = connector;
  const stopping = new AbortController();
  let result: CheckResult | undefined;
  let known = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function check(): Promise<void> {
    clearTimeout(timer);
    let waitMs = everyMs;
    try {
      const findings = await connector.check({ definitions, signal: stopping.signal });
      report(findings);
      // A refused secret is not tried every minute: that is how accounts get locked.
      if (findings.some(({ code }) => code === 'unreachable')) waitMs = retryMs;
    } catch (error) {
      if (!stopping.signal.aborted) {
        log.error({ destination, error: (error as Error).name }, 'the destination could not be checked');
      }
    }
    if (!stopping.signal.aborted) timer = setTimeout(again, waitMs).unref();
  }

  /** One check after another, never two at a time. */
  function again(): void {
    last = last.then(check);
  }

  function report(findings: readonly Finding[]): void {
    const lasting = new Set(findings.map(keyOf));
    for (const finding of findings.filter((each) => !known.has(keyOf(each)))) {
      const { severity, ...fields } = finding;
      log[severity === 'error' ? 'error' : 'warn']({ destination, ...fields }, 'the check found something');
    }
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const counts = { errors, warnings: findings.length - errors };
    if (findings.length === 0 && known.size > 0)
      log.info({ destination }, 'what the check had found is put right');
    if (!result) log.info({ destination, ...counts }, 'the destination was checked');
    known = lasting;
    result = {
      at: new Date().toISOString(),
      ...counts,
      findings: findings.map(({ severity, code, where }) => ({ severity, code, where })),
    };
  }

  const first = check();
  let last = first;
  return {
    /** Resolves when the first check has ended, whatever it found. */
    first,
    /** Undefined until the first check has ended. */
    get result(): CheckResult | undefined {
      return result;
    },
    /** Checks now, since something has changed. */
    again,
    stop(): void {
      stopping.abort();
      clearTimeout(timer);
    },
  };
}

export type SiteCheck = ReturnType<typeof startSiteCheck>;

const keyOf = ({ code, where, problem }: Finding) => `${code}\n${where}\n${problem}`;

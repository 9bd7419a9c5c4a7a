/** A system call as `strace -f` has written it: begun and ended are positions in the order in which things happened. */
export interface SystemCall {
  readonly name: string;
  /** Its arguments and its result, as text. */
  readonly text: string;
  readonly begun: number;
  readonly ended: number;
  readonly failed: boolean;
}

/**
 * Reads what `strace -f` has written. A call during which another thread made one stands in two lines, `unfinished` and
 * `resumed`; the order of lines is the order of events. What is no call, such as signals and exits, is passed over.
 */
export function readSystemCalls(trace: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const unfinished = new Map<string, { readonly text: string; readonly begun: number }>();
  for (const [at, line] of trace.split('\n').entries()) {
    const [, thread = '', event = ''] = /^(?:\[pid +)?(\d+)?\]? *(?:[\d.:]+ +)?(.*)$/.exec(line) ?? [];
    const begins = /^(\w+\(.*?) *<unfinished \.\.\.>$/.exec(event);
    if (begins) {
      unfinished.set(thread, { text: begins[1] ?? '', begun: at });
      continue;
    }
    const resumes = /^<\.\.\. \w+ resumed>(.*)$/.exec(event);
    const first = resumes && unfinished.get(thread);
    if (resumes && !first) continue;
    unfinished.delete(thread);
    const text = resumes && first ? first.text + resumes[1] : event;
    const name = /^(\w+)\(/.exec(text)?.[1];
    if (!name) continue;
    calls.push({ name, text, begun: first?.begun ?? at, ended: at, failed: /\) += -1 [A-Z]/.test(text) });
  }
  return calls;
}

import { readFileSync } from 'node:fs';

/** What memory a process holds now, or has held at the most, in MB. Throws where there is no `/proc` of Linux. */
export function memoryMb(pid: number, which: 'now' | 'most' = 'now'): number {
  const name = which === 'now' ? 'VmRSS' : 'VmHWM';
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

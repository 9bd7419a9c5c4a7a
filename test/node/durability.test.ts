import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { readSystemCalls, type SystemCall } from '../support/system-calls.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Whether there is an strace here, and it may trace. */
const traceable = spawnSync('strace', ['-D', '-f', '-o', '/dev/null', 'true']).status === 0;

const traced = 'read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync';

/** The calls by which an application got in, its file was written and synced, and the answer went out. */
function wayOf(calls: readonly SystemCall[]) {
  const receiving = /^(read|readv|recvfrom|recvmsg)$/;
  const sending = /^(write|writev|sendto|sendmsg)$/;
  const arrived = calls.find(
    ({ name, text }) => receiving.test(name) && text.includes('POST /v1/applications'),
  );
  const answered = calls.find(({ name, text }) => sending.test(name) && text.includes('HTTP/1.1 202'));
  if (!arrived || !answered) throw new Error('the request or its answer is not in the trace');
  const between = calls.filter(
    ({ begun, ended, failed }) => begun > arrived.ended && ended < answered.begun && !failed,
  );
  const onDatabase = between.filter(({ text }) => text.includes('/intake.db'));
  return {
    written: onDatabase.filter(({ name }) => name.startsWith('pwrite')),
    synced: onDatabase.filter(({ name }) => name === 'fsync' || name === 'fdatasync'),
  };
}

describe('an application that is acknowledged', () => {
  it.skipIf(!traceable)(
    'has been written to the database and synced to the disk before its 202 goes out (needs strace)',
    async () => {
      const site = await startSite();
      const trace = join(temporaryFolder(), 'trace');
      const proxy = await startProxy(
        { ...site.env, INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' },
        [],
        // -D: strace stands aside, and the proxy has the process id that we know. -y: files by their path.
        ['strace', '-D', '-f', '-y', '-s', '200', '-e', `trace=${traced}`, '-e', 'signal=none', '-o', trace],
      );
      onTestFinished(async () => void (await proxy.kill('SIGKILL')));
      const response = await fetch(`http://127.0.0.1:${proxy.port}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(buildSubmission()),
      });
      expect(response.status).toBe(202);
      await proxy.kill('SIGTERM');

      const { written, synced } = wayOf(readSystemCalls(readFileSync(trace, 'utf8')));
      expect(written.length).toBeGreaterThan(0);
      expect(synced.length).toBeGreaterThan(0);
      // The last thing that happened to the file is that it was synced.
      expect(synced.at(-1)?.begun).toBeGreaterThan(written.at(-1)?.ended ?? Number.POSITIVE_INFINITY);
    },
  );
});

describe('the trace of a proxy', () => {
  const request = '101 read(22<TCP:[1]>, "POST /v1/applications HTTP/1.1\\r\\n"..., 65536) = 800';
  const write = '101 pwrite64(19</data/intake.db-wal>, "\\1\\2"..., 4096, 32) = 4096';
  const sync = '101 fdatasync(19</data/intake.db-wal>) = 0';
  const answer =
    '101 writev(22<TCP:[1]>, [{iov_base="HTTP/1.1 202 Accepted\\r\\n"..., iov_len=300}], 1) = 300';
  const syncs = (...lines: string[]) => wayOf(readSystemCalls(lines.join('\n'))).synced.length;

  it('shows a sync between a request and its answer, and none before or after', () => {
    expect(syncs(request, write, sync, answer)).toBe(1);
    expect(syncs(sync, request, write, answer, sync)).toBe(0);
  });

  it('shows no sync of another file, and none that failed', () => {
    expect(syncs(request, sync.replace('/intake.db-wal', '/lock.db'), answer)).toBe(0);
    expect(syncs(request, sync.replace('= 0', '= -1 EIO (Input/output error)'), answer)).toBe(0);
  });

  it('is read also where calls of several threads overlap', () => {
    const begun = '101 fdatasync(19</data/intake.db-wal> <unfinished ...>';
    const other = '102 read(5<pipe:[7]>, "x", 1) = 1';
    const ended = '101 <... fdatasync resumed>) = 0';
    expect(syncs(request, write, begun, other, ended, answer)).toBe(1);
    // The answer of one thread while another one still syncs would be too early.
    expect(syncs(request, begun, answer.replace('101', '103'), ended)).toBe(0);
    const reading = '101 read(22<TCP:[1]> <unfinished ...>';
    const read = '101 <... read resumed>, "POST /v1/applications HTTP/1.1\\r\\n"..., 65536) = 800';
    expect(syncs(reading, sync.replace('101', '104'), read, write, sync, answer)).toBe(1);
  });
});

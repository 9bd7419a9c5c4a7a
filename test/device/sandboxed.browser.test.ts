import { expect, it, onTestFinished } from 'vitest';
import { buildDraft, buildItem, form } from './build.ts';
import { clearDevice } from './on-device.ts';

/**
 * A module and all it imports, in one address. A sandboxed frame has no origin that the test server would serve, nor
 * may it read this page's.
 */
async function inOneAddress(path: string): Promise<string> {
  let source = await (await fetch(path)).text();
  source = source.replace(/\n\/\/# sourceMappingURL.*/s, '');
  for (const [, imported = ''] of source.matchAll(/from "(\/src\/[^"]+)"/g)) {
    source = source.replace(imported, await inOneAddress(imported));
  }
  return `data:text/javascript,${encodeURIComponent(source).replaceAll("'", '%27')}`;
}

/** What a script says that runs in a frame without an origin of its own. */
async function sandboxed(script: string): Promise<unknown> {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.srcdoc = `<script type="module">
    const report = (said) => parent.postMessage({ said }, '*');
    addEventListener('unhandledrejection', ({ reason }) => report(String(reason)));
    ${script}
  </script>`;
  onTestFinished(() => frame.remove());
  const said = new Promise((resolve) => {
    addEventListener('message', ({ data, source }) => source === frame.contentWindow && resolve(data.said));
  });
  document.body.append(frame);
  return said;
}

it('a sandboxed frame, which may not store anything, keeps what waits for as long as it is open', async () => {
  await clearDevice();
  const [draft, outbox, hint] = await Promise.all(
    ['draft', 'outbox', 'waiting-hint'].map((name) => inOneAddress(`/src/device/${name}.ts`)),
  );
  const said = await sandboxed(`
    const { openDrafts } = await import('${draft}');
    const { createOutbox } = await import('${outbox}');
    const { mayHaveWaiting } = await import('${hint}');
    let storage = 'open';
    try { void localStorage; } catch { storage = 'closed'; }
    const drafts = openDrafts();
    const accepted = Promise.withResolvers();
    const outbox = createOutbox({
      endpointKey: 'key',
      send: async () => ({ outcome: 'accepted', reference: 'K7M' }),
      onChange: ({ change }) => change === 'accepted' && accepted.resolve(change),
    });
    const kept = await outbox.add(${JSON.stringify(buildItem())});
    outbox.kick();
    report({
      storage,
      waiting: mayHaveWaiting(),
      saved: await drafts.save('key', ${JSON.stringify(form)}, ${JSON.stringify(buildDraft())}),
      cleared: await drafts.clear('key'),
      kept,
      sent: await accepted.promise,
    });
  `);
  expect(said).toEqual({
    storage: 'closed',
    waiting: false,
    saved: 'unavailable',
    cleared: false,
    kept: 'page',
    sent: 'accepted',
  });
});

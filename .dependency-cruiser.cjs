// Who may import whom. `test/package/import-rules.test.ts` shows that these rules bite.

/** Folder → what it may import besides itself: folders or single modules of `src/`, and npm packages. */
const allowed = {
  shared: [],
  model: ['npm:zod'],
  form: ['shared', 'model'],
  locales: ['model'],
  protocol: ['shared', 'model', 'npm:zod'],
  connectors: ['shared', 'model', 'npm:zod', 'npm:leven', 'npm:p-limit', 'npm:@xmldom/xmldom'],
  transport: ['shared', 'protocol', 'model'],
  device: ['shared', 'model'],
  element: [
    'shared',
    'device',
    'form',
    'locales',
    'transport',
    'protocol',
    'model',
    'npm:lit',
    'npm:signature_pad',
    'npm:altcha-lib',
  ],
  hosted: [
    'shared',
    'element',
    'form',
    'locales',
    'protocol',
    'model',
    'npm:lit',
    'npm:@lit-labs/ssr',
    'npm:@lit-labs/ssr-client',
  ],
  frameworks: ['element', 'npm:react', 'npm:@types/react', 'npm:vue'],
  queue: ['shared', 'model', 'connectors/connector.ts'],
  stores: ['queue', 'connectors/connector.ts', 'model', 'node:', 'npm:pg', 'npm:pg-boss', 'npm:@types/pg'],
  server: [
    'shared',
    'protocol',
    'model',
    'queue',
    'npm:hono',
    'npm:file-type',
    'npm:altcha-lib',
    'npm:libphonenumber-js',
  ],
  observability: [
    'server/server-observer.ts',
    'queue',
    'connectors/connector.ts',
    'connectors/call-observer.ts',
    'protocol',
    'model',
    'npm:prom-client',
    'npm:@opentelemetry/api',
  ],
  'sandbox/simulators': ['model', 'npm:@xmldom/xmldom'],
  sandbox: [
    'sandbox/simulators',
    'server',
    'stores/memory-store.ts',
    'queue',
    'connectors',
    'model',
    'protocol',
  ],
  node: [
    'hosted',
    'observability',
    'sandbox',
    'server',
    'stores',
    'queue',
    'connectors',
    'model',
    'protocol',
    'node:',
    'npm:hono',
    'npm:@hono/node-server',
    'npm:pino',
    'npm:zod',
    'npm:jsonc-parser',
  ],
};

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How an entry of `allowed` looks as a resolved path. */
function pattern(entry) {
  if (entry.startsWith('npm:')) return `(^|/)node_modules/${literally(entry.slice(4))}/`;
  return entry.endsWith('.ts') ? `^src/${literally(entry)}$` : `^src/${literally(entry)}/`;
}

const rules = Object.entries(allowed).flatMap(([folder, entries]) => {
  // `sandbox` has its own line for what lies in `sandbox/simulators`.
  const nested = Object.keys(allowed).filter((other) => other.startsWith(`${folder}/`));
  const from = { path: `^src/${folder}/`, pathNot: nested.map((other) => `^src/${other}/`) };
  const mayUseNode = entries.includes('node:');
  const to = [folder, ...entries.filter((entry) => entry !== 'node:')].map(pattern);
  return [
    { name: `${folder}-imports`, severity: 'error', from, to: { pathNot: to, dependencyTypesNot: ['core'] } },
    ...(mayUseNode
      ? []
      : [{ name: `${folder}-is-portable`, severity: 'error', from, to: { dependencyTypes: ['core'] } }]),
  ];
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'connectors-apart',
      comment: 'One connector never imports another.',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/' },
      to: { path: '^src/connectors/[^/]+/', pathNot: '^src/connectors/($1|mapping)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};

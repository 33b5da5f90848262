/**
 * The layers of the server, lowest first. A folder may import from itself and from those before it. `lsp` and `cli`
 * are the two faces; neither knows the other. `node` is what they share that only Node has.
 */
const LAYERS = [
  'caching',
  'text',
  'yaml',
  'kubernetes',
  'helm',
  'linkerd',
  'kustomize',
  'facts',
  'mesh',
  'workspace',
  'engine',
  'rules',
  'config',
  'admission',
  'features',
  'node',
  'lsp',
  'cli',
];

const folders = (names) => `^server/src/(${names.join('|')})/`;

const downwards = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `${layer}-imports-downwards`,
  comment: `${layer}/ imports only from the layers below it: ${LAYERS.slice(0, index).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: folders([layer]) },
  to: { path: folders(LAYERS.slice(index + 1)) },
}));

module.exports = {
  forbidden: [
    ...downwards,
    {
      name: 'mesh-without-text',
      comment: 'Joins and the rules about them see values alone, never a text or a place in it.',
      severity: 'error',
      from: { path: '^server/src/(mesh|rules/mesh)/' },
      to: { path: folders(['yaml', 'text']), pathNot: '^server/src/text/nearestName\\.ts$' },
    },
    {
      name: 'cli-without-lsp',
      comment: 'The command line is a face of its own.',
      severity: 'error',
      from: { path: folders(['cli']) },
      to: { path: folders(['lsp']) },
    },
    {
      name: 'known-folder',
      comment: 'Every folder of the server is a layer; name a new one in LAYERS.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: folders(LAYERS) },
      to: {},
    },
    {
      name: 'server-without-client',
      comment: 'Server and client meet over the protocol only.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^client/' },
    },
    {
      name: 'client-without-server',
      comment: 'The client shares with the server its own part of the protocol and the list of file kinds.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/', pathNot: '^server/src/(lsp/protocol|kubernetes/fileKinds)\\.ts$' },
    },
    {
      name: 'picture-alone',
      comment: 'The picture is drawn from what the protocol carries.',
      severity: 'error',
      from: { path: '^picture/' },
      to: { path: '^(client|server|playground|test|scripts)/', pathNot: '^server/src/lsp/protocol\\.ts$' },
    },
    {
      name: 'picture-in-pages-only',
      comment: 'What draws needs a page; the extension shares the messages to it alone.',
      severity: 'error',
      from: { path: '^(client|server)/' },
      to: { path: '^picture/', pathNot: '^picture/src/webviewMessages\\.ts$' },
    },
    {
      name: 'playground-alone',
      comment: 'The playground and the server meet over the protocol only.',
      severity: 'error',
      from: { path: '^playground/' },
      to: { path: '^(client|server|test|scripts)/' },
    },
    {
      name: 'protocol-alone',
      comment: 'Both sides load protocol.ts, so it brings nothing along but types.',
      severity: 'error',
      from: { path: '^server/src/lsp/protocol\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'file-kinds-alone',
      comment: 'The client loads fileKinds.ts, so it imports nothing.',
      severity: 'error',
      from: { path: '^server/src/kubernetes/fileKinds\\.ts$' },
      to: {},
    },
    {
      name: 'rule-groups-are-islands',
      comment:
        'A group of rules imports nothing of another; what groups share is in rules/fixes/ or below rules/.',
      severity: 'error',
      from: { path: '^server/src/rules/([^/]+)/' },
      to: { path: '^server/src/rules/[^/]+/', pathNot: '^server/src/rules/($1|fixes)/' },
    },
    {
      name: 'no-network',
      comment: 'Nothing opens a connection but the one to the client that started the server.',
      severity: 'error',
      from: { path: '^(server|client)/src/', pathNot: '^server/src/lsp/transport\\.ts$' },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns)$' },
    },
    {
      name: 'no-programs',
      comment:
        'No other program is started but the pager that the environment names, git where the user names a revision, and what --render asks for.',
      severity: 'error',
      from: {
        path: '^(server|client)/src/',
        pathNot: '^server/src/(cli/(pager|files/gitRevision)|node/runTool)\\.ts$',
      },
      to: { path: '^(node:)?(child_process|cluster|vm|worker_threads)$' },
    },
    {
      name: 'protocol-in-lsp-only',
      comment: 'Only lsp/ knows the language server protocol; everything else is plain ranges and edits.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: folders(['lsp']) },
      to: { path: 'vscode-languageserver|vscode-jsonrpc' },
    },
    {
      name: 'vscode-in-client-only',
      comment: 'Only the client runs inside VS Code.',
      severity: 'error',
      from: { path: '^server/' },
      to: {
        path: '^(vscode|vscode-languageclient)(/|$)|node_modules/(@types/vscode|vscode-languageclient)/',
      },
    },
    {
      name: 'no-node-below-the-faces',
      comment: 'The engine runs in a web worker too: files come in through workspace/fileHost.ts.',
      severity: 'error',
      from: { path: folders(LAYERS.slice(0, LAYERS.indexOf('node'))) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'product-without-tests',
      comment: 'Nothing that is shipped imports tests or scripts.',
      severity: 'error',
      from: { path: '^(client|server)/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere. Of two names there are only types.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(vscode|sarif)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The bundling script bears the name of the package that it imports, and would count as importing itself.
    exclude: { path: '^esbuild\\.mjs$' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types couple as much as values do.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'browser', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};

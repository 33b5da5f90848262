/*
 * Compares the catalogue of annotations and labels with Linkerd's own sources, and reports what either lacks.
 *
 *     npm run catalogue -- <linkerd2> [<other repository>…]
 *
 * linkerd2 comes first. Each is a checkout or a bare mirror; its newest commit is read with git, and nothing is
 * fetched.
 */
import { parseArgs } from 'node:util';
import { run } from '../project/processes.mjs';
import { fail } from '../project/progress.mjs';
import { loadTypeScript } from '../project/typeScript.mjs';
import { git } from './repository.mjs';
import { movedSources } from './sources.mjs';

/** Words under Linkerd's domains that are not keys of annotations or labels, with the reason. */
const NO_KEYS = new Map([
  ['linkerd.io/opaque', 'a value of appProtocol'],
  ['linkerd.io/tcp', 'a value of appProtocol'],
  ['linkerd.io/cni-plugin', 'in a comment'],
  ['linkerd.io/policy-controller', 'the name of a controller'],
  ['linkerd.io/service-mirror', 'the name of a controller'],
  ['policy.linkerd.io/status-controller', 'the name of a controller'],
  ['linkerd.io/tls', 'the type of a secret'],
  ['mirror.linkerd.io/remote-kubeconfig', 'the type of a secret'],
]);

const SOURCES = ['*.go', '*.rs', '*.tpl', '*.yaml'];
const NO_SOURCES = ['*_test.go', '*testdata*', 'test/*', 'testutil/*', '*/tests/*', '*-test/*', '.github/*'];

async function main() {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.length === 0) throw new Error('Name a checkout or a mirror of linkerd2.');
  const { keysIn } = await loadTypeScript(new URL('./upstreamKeys.ts', import.meta.url));
  const { CATALOGUE } = await loadTypeScript(
    new URL('../../server/src/linkerd/catalogue/catalogue.ts', import.meta.url),
  );
  const files = (await Promise.all(positionals.map(readSources))).flat();
  const upstream = keysIn(files);
  const known = new Set(CATALOGUE.map(({ key }) => key));
  const lacking = [...upstream].filter(([key]) => !known.has(key) && !NO_KEYS.has(key));
  const gone = CATALOGUE.filter((entry) => isExpected(entry) && !upstream.has(entry.key));
  const moved = await movedSources(CATALOGUE, (path) => readFile(positionals[0], path));
  console.log(
    `${files.length} files have ${upstream.size} keys, the catalogue has ${CATALOGUE.length} entries.`,
  );
  report(
    'The catalogue lacks',
    lacking.map(([key, path]) => `${key} (${path})`),
  );
  report(
    'Linkerd no longer has',
    gone.map(({ key, source }) => `${key} (${source})`),
  );
  report('These sources are elsewhere now', moved);
  if (lacking.length + gone.length + moved.length > 0) process.exitCode = 1;
}

/** Keys of extensions with their own repository may be in one that was not given. */
function isExpected({ key, removed, isPrefix }) {
  return !removed && !isPrefix && !/^(?:failover|smi)\./.test(key);
}

/** The sources in a repository's newest commit that mention Linkerd's domain or build keys. */
async function readSources(repository) {
  const paths = [...SOURCES, ...NO_SOURCES.map((path) => `:(exclude)${path}`)];
  const grep = [
    'grep',
    '-I',
    '-l',
    '-z',
    '-E',
    'linkerd\\.io|Prefix[A-Za-z]* \\+ "/',
    'HEAD',
    '--',
    ...paths,
  ];
  const names = (await git(repository, grep)).split('\0').filter((name) => name !== '');
  return Promise.all(
    names.map(async (name) => ({
      path: name.slice('HEAD:'.length),
      text: await git(repository, ['show', name]),
    })),
  );
}

/** A file in the newest commit; undefined if there is none. */
async function readFile(repository, path) {
  const { code, output } = await run('git', ['-C', repository, 'show', `HEAD:${path}`], { quiet: true });
  return code === 0 ? output : undefined;
}

function report(title, lines) {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

main().catch(fail);

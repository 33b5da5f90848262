/** Makes the playground: a folder of static files that any web server can serve. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../project/paths.mjs';
import { notices } from './notices.mjs';

const sources = join(root, 'playground');

/** What the menu offers, the first one at the start. Files and folders of examples/. */
const EXAMPLES = [
  { title: 'A skipped port', paths: ['web.yaml'] },
  { title: 'Lists of ports', paths: ['ports.yaml'] },
  { title: 'Pods', paths: ['pods.yaml'] },
  { title: 'Policies', paths: ['policies.yaml'] },
  { title: 'Policies across files', paths: ['mesh'] },
  {
    title: 'A namespace and its workloads',
    paths: ['namespace.yaml', 'catalog.yaml', 'checkout.yaml', 'data.yaml', 'jobs.yaml'],
  },
];

/**
 * Builds into a folder, which is emptied first. The language server must have been built.
 *
 * @param {string} out
 */
export async function buildPlayground(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(sources, 'src', 'main.ts')],
    outdir: out,
    bundle: true,
    minify: true,
    // What draws traffic is loaded when it is wanted.
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'style.css']) copyFileSync(join(sources, name), join(out, name));
  copyFileSync(join(root, 'picture', 'picture.css'), join(out, 'picture.css'));
  copyFileSync(join(root, 'dist', 'web', 'server.js'), join(out, 'server.js'));
  writeFileSync(join(out, 'examples.json'), JSON.stringify(EXAMPLES.map(example)));
  // Those of the server's own packages are in dist.
  const ofServer = readFileSync(join(root, 'dist', 'THIRD_PARTY_NOTICES.txt'), 'utf8');
  writeFileSync(join(out, 'THIRD_PARTY_NOTICES.txt'), `${notices([metafile])}\n${ofServer}`);
}

function example({ title, paths }) {
  const names = paths.flatMap((path) =>
    path.endsWith('.yaml')
      ? [path]
      : readdirSync(join(root, 'examples', path)).map((name) => `${path}/${name}`),
  );
  const files = names.map((name) => ({ name, text: readFileSync(join(root, 'examples', name), 'utf8') }));
  return { title, files };
}

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ServerClient } from '../server/serverClient.ts';
import { CORPUS_FILES, readCorpusFile } from '../support/corpus.ts';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

const SEVERITIES = [undefined, 'error', 'warning', 'information', 'hint'];

test.each([
  ['nothing is known', ''],
  ['linkerd-cni lets the annotation replace its ports', 'dataPlane: cni\ncniPlugin: v1.6.2\n'],
])('editor and command line find the same in the whole corpus where %s', async (_, config) => {
  cpSync('test/corpus', join(workspace.folder, 'corpus'), { recursive: true });
  workspace.write('.linkerd-lint.yaml', `detectEnvironment: false\n${config}`);
  const paths = CORPUS_FILES.map((file) => join('corpus', file));
  const printed = JSON.parse(workspace.run([...paths, '--format', 'json']).stdout) as Record<
    string,
    unknown
  >[];
  const client = await ServerClient.start({ pulls: true, folder: pathToFileURL(workspace.folder).href });
  const shown: unknown[] = [];
  for (const file of CORPUS_FILES) {
    const uri = pathToFileURL(join(workspace.folder, 'corpus', file)).href;
    await client.open(uri, readCorpusFile(file));
    for (const { range, code, severity, message } of await client.pull(uri)) {
      const { start, end } = range;
      shown.push({
        file: `corpus/${file}`,
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
        rule: code,
        severity: SEVERITIES[severity ?? 0],
        message,
      });
    }
  }
  await client.stop();
  expect(printed.length).toBeGreaterThan(20);
  expect(printed.map(({ fixable: _fixable, ...rest }) => rest)).toEqual(shown);
});

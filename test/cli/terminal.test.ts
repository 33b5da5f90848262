import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../server/src/text/displayWidth.ts';
import { CLI_SCRIPT, SPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

/** What a terminal shows, and the exit status. */
function runAtTerminal(args: readonly string[], columns: number, env: Record<string, string> = {}) {
  const { FORCE_COLOR: _, NO_COLOR: __, CI: ___, PAGER: ____, ...inherited } = process.env;
  const quoted = args.map((arg) => `'${arg}'`).join(' ');
  const command = `stty cols ${columns}; '${process.execPath}' '${CLI_SCRIPT}' ${quoted}`;
  const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: workspace.folder,
    encoding: 'utf8',
    input: '',
    env: { ...inherited, TERM: 'xterm', ...env },
  });
  return { shown: stdout.replaceAll('\r\n', '\n'), status };
}

// The `script` of other systems takes other arguments.
describe.skipIf(process.platform !== 'linux')('at a terminal', () => {
  test.each([72, 90])('messages wrap at %i columns, and nothing else changes', (columns) => {
    workspace.write('web.yaml', WARNED);
    const { shown, status } = runAtTerminal(['web.yaml'], columns);
    expect(status).toBe(1);
    expect(shown).toContain('\u001b[33mwarning');
    const lines = stripVTControlCharacters(shown).split('\n');
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    const words = (text: string) => text.split(/\s+/).join(' ');
    expect(words(lines.join('\n'))).toBe(words(workspace.run(['web.yaml']).stdout));
  });

  test('explain opens the pager, and its page without Markdown', () => {
    workspace.write('pager.sh', '#!/bin/sh\necho "paged with $LESS"\ncat > seen.txt\n');
    chmodSync(join(workspace.folder, 'pager.sh'), 0o755);
    const args = ['explain', 'skip-ports-overlap'];
    const { shown, status } = runAtTerminal(args, 80, { PAGER: './pager.sh' });
    expect({ shown, status }).toEqual({ shown: 'paged with FRX\n', status: 0 });
    const page = stripVTControlCharacters(workspace.read('seen.txt'));
    expect(page).toMatch(/^skip-ports-overlap\n\n/);
    expect(page).not.toContain('```');
    for (const pager of ['', 'cat', './no-such-pager'])
      expect(stripVTControlCharacters(runAtTerminal(args, 80, { PAGER: pager }).shown)).toContain(page);
  });

  test('explain prints its page unchanged without a terminal', () => {
    const { stdout } = workspace.run(['explain', 'skip-ports-overlap'], { env: { PAGER: 'false' } });
    expect(stdout).toMatch(/^# skip-ports-overlap\n/);
    expect(stdout).toContain('```yaml');
  });

  test('a diff steers nothing there, and is what git applies elsewhere', () => {
    workspace.write('web.yaml', `${SPACED}# \u001b[2J\u202e\n`);
    expect(runAtTerminal(['--diff'], 80).shown).toContain('# \uFFFD[2J\uFFFD\n');
    expect(workspace.run(['--diff']).stdout).toContain('# \u001b[2J\u202e\n');
  });
});

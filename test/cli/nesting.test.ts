import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

// In a process of its own: one that has run before has what it takes to survive the end of the stack.
it.each(['[', '{a: ', '- ', '? '])('a file that is nested without end does no harm: %s', (opener) => {
  const input = `linkerd: 1\nb:\n ${opener.repeat(100_000)}`;
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli.js', '-'], { input, encoding: 'utf8' });
  expect(stderr).not.toContain('FATAL');
  // What is not closed is an error of the YAML, and no more than that.
  expect(status).toBeLessThanOrEqual(1);
});

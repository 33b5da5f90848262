/** Programs around other projects' Go code, in the `tools/` folders here. They answer all requests at once, as JSON. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bytes of an answer. */
const LONGEST_ANSWER = 500_000_000;

/**
 * What a tool answers.
 *
 * @param {URL} source its folder
 * @param {unknown} requests
 * @param {string} [program] the compiled tool, which is compiled for this call where none is named
 */
export function askGoTool(source, requests, program) {
  if (program !== undefined) return answer(program, requests);
  const folder = mkdtempSync(join(tmpdir(), 'linkerd-lint-real-'));
  try {
    const compiled = join(folder, 'tool');
    compileGoTool(source, compiled);
    return answer(compiled, requests);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function answer(program, requests) {
  const { status, stdout, stderr, error } = spawnSync(program, [], {
    input: JSON.stringify(requests),
    encoding: 'utf8',
    maxBuffer: LONGEST_ANSWER,
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr || error?.message}`);
  return JSON.parse(stdout);
}

/** Compiles the Go module in a folder. */
export function compileGoTool(source, program) {
  const cwd = fileURLToPath(source);
  const { status, error } = spawnSync('go', ['build', '-o', program, '.'], { cwd, stdio: 'inherit' });
  if (status !== 0)
    throw new Error(error ? `Go is needed: ${error.message}` : `Go could not compile ${cwd}.`);
}

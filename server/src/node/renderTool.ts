import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderTarget } from '../engine/renderedOutput.ts';
import { findProgram } from './findProgram.ts';
import { linkOutOf } from './repositoryLinks.ts';
import { runTool, type ToolResult } from './runTool.ts';

/** Bytes that a program may print. */
const LONGEST_OUTPUT = 64_000_000;

/** A program with the arguments that print a target. */
export interface ToolCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The command that prints a target, or what is missing.
 *
 * @param values absolute paths of values files for a chart
 */
export function commandFor(
  { kind, folder }: RenderTarget,
  values: readonly string[] = [],
): ToolCommand | string {
  if (kind === 'chart') {
    const link = linkOutOf(folder);
    if (link !== undefined) return `“${link}” is a link out of the repository`;
    const program = findProgram('helm');
    if (program === undefined) return 'helm is not in PATH';
    const given = values.flatMap((file) => ['--values', file]);
    return {
      name: 'helm template',
      program,
      args: ['template', '--skip-tests', ...schemaOptions(folder), ...given, 'release-name', folder],
    };
  }
  const kustomize = findProgram('kustomize');
  if (kustomize !== undefined)
    return { name: 'kustomize build', program: kustomize, args: ['build', folder] };
  const kubectl = findProgram('kubectl');
  if (kubectl !== undefined)
    return { name: 'kubectl kustomize', program: kubectl, args: ['kustomize', folder] };
  return 'neither kustomize nor kubectl is in PATH';
}

/**
 * A schema of a chart or of a subchart may refer to addresses, and to any file of this machine. Helm before 3.16 does not know
 * the option, and still renders charts that need none.
 */
function schemaOptions(chart: string): string[] {
  const mayHaveSchema = ['values.schema.json', 'charts'].some((name) => existsSync(join(chart, name)));
  return mayHaveSchema ? ['--skip-schema-validation'] : [];
}

/** A command as a shell takes it. */
export function shellCommand({ program, args }: ToolCommand): string {
  return [program, ...args].map(quotedForShell).join(' ');
}

function quotedForShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Runs a command for a target. */
export function runCommand(
  { program, args }: ToolCommand,
  { folder }: RenderTarget,
  seconds: number,
  signal?: AbortSignal,
): Promise<ToolResult> {
  const limits = { milliseconds: seconds * 1000, bytes: LONGEST_OUTPUT, ...(signal && { signal }) };
  return runTool(program, args, folder, limits);
}

import { Misuse } from '../arguments/misuse.ts';
import type { Option } from '../arguments/options.ts';

const FORMATS = ['text', 'json', 'mermaid'] as const;
const CHANGE_FORMATS = ['text', 'json', 'markdown'] as const;

/** A format of `linkerd-lint mesh`. */
export type MeshFormat = (typeof FORMATS | typeof CHANGE_FORMATS)[number];

/** The options of `linkerd-lint mesh`. */
export const MESH_OPTIONS: readonly Option[] = [
  { name: 'namespace', short: 'n', value: 'name', help: 'only workloads of this namespace' },
  { name: 'path', value: 'path', isPath: true, help: 'a folder or a saved cluster list; default: .' },
  {
    name: 'against',
    value: 'old',
    isPath: true,
    help: 'show what changed since a folder, a commit or a list',
  },
  {
    name: 'format',
    short: 'f',
    value: 'name',
    choices: [...new Set([...FORMATS, ...CHANGE_FORMATS])],
    help: 'text, json, mermaid; with --against: text, json, markdown',
  },
];

/** @throws Misuse for a format that there is not, or not for this output */
export function readMeshFormat(text: string | undefined, isChange: boolean): MeshFormat {
  const formats: readonly MeshFormat[] = isChange ? CHANGE_FORMATS : FORMATS;
  const format = formats.find((candidate) => candidate === (text ?? 'text'));
  if (format) return format;
  throw new Misuse(
    `“${text}” is not valid for --format${isChange ? ' with --against' : ''}. Use one of: ${formats.join(', ')}.`,
  );
}

import { lstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nearestName } from '../../text/nearestName.ts';
import { Misuse } from './misuse.ts';
import type { Option } from './options.ts';

/** Arguments, split into options and positional ones but not yet interpreted. */
export interface ParsedArguments {
  readonly positionals: readonly string[];
  has(option: string): boolean;
  /** The last value of an option. */
  value(option: string): string | undefined;
  /** Every value of an option, in order. */
  values(option: string): readonly string[];
}

/**
 * Splits arguments into options and positional ones.
 *
 * @throws Misuse for an unknown option, a superfluous or a missing value, and for an option that is the name of a file
 */
export function parseArguments(argv: readonly string[], options: readonly Option[]): ParsedArguments {
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(options.map((option) => [option.name, parserOption(option)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    forbidFileName(argv[token.index]);
    const option = options.find((candidate) => candidate.name === name);
    if (!option) throw new Misuse(unknownOption(rawName, options));
    if (option.value === undefined && value !== undefined) throw new Misuse(`${rawName} takes no value.`);
    if (option.value !== undefined && isMissing(value, token.inlineValue))
      throw new Misuse(`${rawName} needs a value: ${rawName} <${option.value}>.`);
    given.set(name, [...(given.get(name) ?? []), value ?? '']);
  }
  return {
    positionals,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
}

/**
 * A shell's `*` and pre-commit pass the names of files as arguments. A repository could choose them so that they are
 * options: `--format=text:/home/me/x.yaml` can be a file in a folder.
 */
function forbidFileName(argument = ''): void {
  if (!isThere(argument)) return;
  throw new Misuse(
    `${argument} is an option and also the name of a file. Write ./ before it to lint the file.`,
  );
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // The text is too long for a name.
    return false;
  }
}

function parserOption({ value, short }: Option) {
  return {
    type: value === undefined ? ('boolean' as const) : ('string' as const),
    multiple: true,
    ...(short === undefined ? {} : { short }),
  };
}

/** A value that looks like an option is one; `--config=-odd-name` passes it as a value. */
function isMissing(value: string | undefined, isInline: boolean | undefined): boolean {
  return value === undefined || (!isInline && value.length > 1 && value.startsWith('-'));
}

/** Suggests an option for an unambiguous abbreviation, or for a name with one or two wrong letters. */
function unknownOption(rawName: string, options: readonly Option[]): string {
  const name = rawName.replace(/^-+/, '');
  const names = options.map((option) => option.name);
  const begun = name.length > 1 ? names.filter((candidate) => candidate.startsWith(name)) : [];
  const guess = begun.length === 1 ? begun[0] : nearestName(name, names);
  return `There is no option ${rawName}.${guess === undefined ? '' : ` Did you mean --${guess}?`}`;
}

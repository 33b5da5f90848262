import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import { trimSpace } from '../ports/portList.ts';
import {
  LOG_LEVELS,
  type LogDirective,
  type LogLevel,
  parseLogDirective,
  parseLogLevel,
} from './logDirective.ts';
import {
  accepted,
  type ListPart,
  type RefusedValue,
  refusedPart,
  shorten,
  splitList,
  type ValueReading,
} from './reading.ts';

/** Synonyms of levels. */
const MEANT: Readonly<Record<string, LogLevel>> = {
  warning: 'warn',
  warnings: 'warn',
  err: 'error',
  errors: 'error',
  fatal: 'error',
  critical: 'error',
  information: 'info',
  notice: 'info',
  verbose: 'debug',
  none: 'off',
  disabled: 'off',
  false: 'off',
};

/**
 * Reads a log filter: directives between commas. The proxy drops those that it cannot read (linkerd2-proxy
 * `linkerd/tracing/src/lib.rs`, EnvFilter `parse_lossy`). A text that the proxy reads as a module name but that
 * cannot be one is refused as well, because it mutes all other modules: a misspelled level, or a level with a space
 * in it.
 */
export function readLogFilter(text: string): ValueReading<readonly LogDirective[]> {
  const directives: LogDirective[] = [];
  for (const part of splitList(text)) {
    if (trimSpace(part.text) === '') continue;
    const directive = parseLogDirective(part.text);
    const wrong =
      refuseWhitespace(part) ?? refuseUnread(part, directive) ?? (directive && refuseTarget(part, directive));
    if (wrong) return wrong;
    if (directive) directives.push(directive);
  }
  return accepted(directives, directives.map(describe).join(', ') || undefined);
}

function refuseWhitespace(part: ListPart): RefusedValue | undefined {
  const trimmed = trimSpace(part.text);
  if (trimmed === part.text) return undefined;
  const directive = parseLogDirective(trimmed);
  const isLevel = directive?.target === '' && directive.span === '';
  return refusedDirective(
    part,
    isLevel
      ? l10n.t(
          'Because of the space next to “{0}”, the proxy does not read it as a level. Remove the space.',
          trimmed,
        )
      : l10n.t(
          'Because of the space next to “{0}”, the proxy ignores or misreads it. Remove the space.',
          shorten(trimmed),
        ),
    directive && trimmed,
  );
}

function refuseUnread(part: ListPart, directive: LogDirective | undefined): RefusedValue | undefined {
  if (directive) return undefined;
  const reason = l10n.t(
    'The proxy ignores “{0}”: it reads levels (off, error, warn, info, debug, trace) and modules with a level, such as `linkerd=debug`.',
    shorten(part.text),
  );
  return refusedDirective(part, reason, meantDirective(part.text));
}

/** A target is the path of a Rust module, or a name without whitespace; no other targets exist in the proxy. */
function refuseTarget(part: ListPart, { target, level }: LogDirective): RefusedValue | undefined {
  if (target === '') return undefined;
  const isBare = part.text === target;
  const meant = isBare ? meantLevel(target) : undefined;
  if (meant)
    return refusedDirective(
      part,
      l10n.t(
        '“{0}” is not a level: the proxy reads it as a module name, which matches nothing. Write {1}.',
        shorten(target),
        meant,
      ),
      meant,
    );
  const colon = /^(.*[^:]):([a-z]+)$/i.exec(target);
  const isPair = isBare && colon?.[2] !== undefined && parseLogLevel(colon[2]) !== undefined;
  if (!isPair && !/[\s;"'|]/.test(target)) return undefined;
  return refusedDirective(
    part,
    isPair
      ? l10n.t(
          '“{0}” has no level. Write directives as `module=level`, separated by commas.',
          shorten(target),
        )
      : l10n.t(
          '“{0}” is not a module: separate directives with commas, as in `warn,linkerd=info`.',
          shorten(target),
        ),
    isPair ? `${colon?.[1]}=${colon?.[2]}` : splitAgain(part.text, level),
  );
}

/** The reasons say what happens: some directives are ignored, others are read as a module. */
function refusedDirective(part: ListPart, reason: string, suggestion: string | undefined): RefusedValue {
  return { ...refusedPart(part, reason, suggestion), consequence: '' };
}

function splitAgain(text: string, level: LogLevel): string | undefined {
  const parts = text.split(/[\s;"'|]+/).filter((part) => part !== '');
  const isPlain = level && parts.every((part) => /^[\w:]+(?:=\w+)?$/.test(part) && parseLogDirective(part));
  return isPlain ? parts.join(',') : undefined;
}

/** `linkerd=warn` for `linkerd=warning`, `linkerd = warn` and `"linkerd=warn"`. */
function meantDirective(text: string): string | undefined {
  const plain = text.slice(0, 200).replace(/[\s"']/g, '');
  if (parseLogDirective(plain)) return plain;
  const equals = plain.lastIndexOf('=');
  const level = meantLevel(plain.slice(equals + 1));
  const guess = level && plain.slice(0, equals + 1) + level;
  return guess && parseLogDirective(guess) ? guess : undefined;
}

/** The level that a word probably means: a synonym of it, or a word with one letter wrong. */
function meantLevel(word: string): LogLevel | undefined {
  const name = word.toLowerCase();
  if (Object.hasOwn(MEANT, name)) return MEANT[name];
  return name.length > 2 && name.length < 7
    ? LOG_LEVELS.find((level) => distance(level, name) === 1)
    : undefined;
}

function describe({ target, span, level }: LogDirective): string {
  const subject = span === '' ? target : `${target}[${span}]`;
  return subject === '' ? l10n.t('everything at {0}', level) : l10n.t('{0} at {1}', subject, level);
}

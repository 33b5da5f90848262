/** One directive of a log filter: what it applies to, and from which level on it logs. */
export interface LogDirective {
  /** The beginning of a module's path; empty for all modules. */
  readonly target: string;
  /** The name of a span; empty for any span. */
  readonly span: string;
  readonly level: LogLevel;
}

/** The log levels, from the fewest messages to the most. */
export const LOG_LEVELS = ['off', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** One of the levels. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Reads one directive, already trimmed, as the proxy does: a level, `target`, `target=level`, and either of the last
 * two with `[span]` or `[span{field=value}]` after the target. Undefined if the proxy drops it.
 *
 * Source: tracing-subscriber 0.3.23 `src/filter/env/directive.rs` Directive::parse.
 */
export function parseLogDirective(text: string): LogDirective | undefined {
  if (text.startsWith('[')) return readSpan('', text.slice(1));
  // A directive may begin with Rust's `char::is_alphanumeric` and these characters.
  if (!/^[-:_\p{Alphabetic}\p{N}]/u.test(text)) return undefined;
  const end = text.search(/[=[]/);
  if (end === -1) {
    const level = parseLogLevel(text);
    return { target: level ? '' : text, span: '', level: level ?? 'trace' };
  }
  const target = text.slice(0, end);
  const rest = text.slice(end + 1);
  return text[end] === '[' ? readSpan(target, rest) : withLevel(target, '', rest);
}

/** The rest of a directive, after the opening bracket. */
function readSpan(target: string, text: string): LogDirective | undefined {
  const end = text.search(/[\]{]/);
  if (end === -1) return undefined;
  const span = text.slice(0, end);
  const rest = text[end] === ']' ? text.slice(end + 1) : behindFields(text.slice(end + 1));
  if (rest === undefined) return undefined;
  if (rest === '') return { target, span, level: 'trace' };
  return rest.startsWith('=') ? withLevel(target, span, rest.slice(1)) : undefined;
}

/** What follows the fields and the two brackets that close them. */
function behindFields(text: string): string | undefined {
  const end = text.indexOf('}');
  return end > 0 && text[end + 1] === ']' ? text.slice(end + 2) : undefined;
}

function withLevel(target: string, span: string, text: string): LogDirective | undefined {
  const level = text === '' ? 'trace' : parseLogLevel(text);
  return level && { target, span, level };
}

/** A level by its name, in any case, or by its number. */
export function parseLogLevel(text: string): LogLevel | undefined {
  const name = text.toLowerCase();
  const level = LOG_LEVELS.find((known) => known === name);
  return level ?? (/^\+?0{0,20}[0-5]$/.test(text) ? LOG_LEVELS[Number(text)] : undefined);
}

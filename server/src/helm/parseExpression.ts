import type { Expression, Pipeline } from './templateSyntax.ts';

/** Thrown within the parser for what it does not read. The caller then knows nothing of the template. */
export class NotRead extends Error {}

const TOKEN =
  /[ \t\r\n]+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|:=|[=|(),]|\$[A-Za-z_0-9]*|\.[A-Za-z_][A-Za-z_0-9]*|\.(?![0-9])|[-+]?[0-9][0-9]*(?:\.[0-9]+)?(?![A-Za-z0-9_.])|[A-Za-z_][A-Za-z_0-9]*/y;

/** The escapes of Go's strings that are read; others are rare. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** Nested parentheses, and fields of fields; far more than people write. */
const DEEPEST = 40;

/**
 * Reads what an action computes, without the braces and the word that opens a block.
 *
 * @throws NotRead for what is not a pipeline, or none that is known
 */
export function parsePipeline(source: string): Pipeline {
  const parser = new Parser(tokensOf(source));
  return parser.pipeline();
}

/** The text of a quoted string. */
export function unquote(token: string): string {
  if (token.startsWith('`')) return token.slice(1, -1).replaceAll('\r', '');
  return token.slice(1, -1).replaceAll(/\\(.)/g, (_, character: string) => {
    const meant = ESCAPES[character];
    if (meant === undefined) throw new NotRead();
    return meant;
  });
}

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const [token] = TOKEN.exec(source) ?? [];
    if (token === undefined) throw new NotRead();
    tokens.push(/^[ \t\r\n]/.test(token) ? ' ' : token);
  }
  return tokens;
}

/** A recursive descent over tokens. Whitespace counts: it separates arguments, and `.a.b` has none. */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  pipeline(): Pipeline {
    const declared = this.#variables();
    const expression = this.#pipe();
    if (this.#at < this.#tokens.length) throw new NotRead();
    return { expression, ...declared };
  }

  /** `$a :=`, `$a =`, `$a, $b :=`. */
  #variables(): Omit<Pipeline, 'expression'> {
    const from = this.#at;
    const variables: string[] = [];
    this.#skipSpace();
    while (/^\$./.test(this.#peek ?? '')) {
      variables.push((this.#next() as string).slice(1));
      this.#skipSpace();
      const sign = this.#peek;
      if (sign === ':=' || sign === '=') {
        this.#at++;
        return { variables, declares: sign === ':=' };
      }
      if (sign !== ',') break;
      this.#at++;
      this.#skipSpace();
    }
    this.#at = from;
    return { variables: [], declares: false };
  }

  #pipe(): Expression {
    if (++this.#depth > DEEPEST) throw new NotRead();
    const commands = [this.#command()];
    while (this.#peek === '|') {
      this.#at++;
      commands.push(this.#command());
    }
    this.#depth--;
    return commands.length === 1 ? (commands[0] as Expression) : { kind: 'pipe', commands };
  }

  #command(): Expression {
    this.#skipSpace();
    const first = this.#peek ?? '';
    if (isFunction(first)) {
      this.#at++;
      return { kind: 'call', name: first, args: this.#operands() };
    }
    const operand = this.#operand();
    return this.#operands().length > 0 ? { kind: 'method' } : operand;
  }

  /** What follows on a command, up to `|`, `)` or the end. */
  #operands(): Expression[] {
    const operands: Expression[] = [];
    for (;;) {
      const hasSpace = this.#skipSpace();
      const next = this.#peek;
      if (next === undefined || next === '|' || next === ')') return operands;
      if (!hasSpace) throw new NotRead();
      operands.push(this.#operand());
    }
  }

  #operand(): Expression {
    let operand = this.#term();
    for (let fields = 0; /^\../.test(this.#peek ?? ''); fields++) {
      if (fields > DEEPEST) throw new NotRead();
      operand = { kind: 'field', of: operand, name: (this.#next() as string).slice(1) };
    }
    return operand;
  }

  #term(): Expression {
    const token = this.#next() ?? '';
    if (token === '(') {
      const inner = this.#pipe();
      if (this.#next() !== ')') throw new NotRead();
      return inner;
    }
    if (token === '.') return { kind: 'dot' };
    if (token.startsWith('.')) return { kind: 'field', of: { kind: 'dot' }, name: token.slice(1) };
    if (token.startsWith('$')) return { kind: 'variable', name: token.slice(1) };
    if (/^["`]/.test(token)) return { kind: 'literal', value: unquote(token), isFloat: false };
    if (token === 'true' || token === 'false')
      return { kind: 'literal', value: token === 'true', isFloat: false };
    if (token === 'nil') return { kind: 'literal', value: null, isFloat: false };
    if (/^[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?$/.test(token))
      return { kind: 'literal', value: Number(token), isFloat: token.includes('.') };
    if (isFunction(token)) return { kind: 'call', name: token, args: [] };
    throw new NotRead();
  }

  /** Whether there was whitespace. */
  #skipSpace(): boolean {
    if (this.#peek !== ' ') return false;
    this.#at++;
    return true;
  }

  #next(): string | undefined {
    return this.#tokens[this.#at++];
  }

  get #peek(): string | undefined {
    return this.#tokens[this.#at];
  }
}

function isFunction(token: string): boolean {
  return /^[A-Za-z_]/.test(token) && !['true', 'false', 'nil'].includes(token);
}

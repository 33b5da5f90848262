import {
  Composer,
  type CST,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  Lexer,
  type Node,
  type ParseOptions,
  Parser,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { TextRange } from '../../text/range.ts';
import type {
  ScalarStyle,
  YamlAlias,
  YamlEntry,
  YamlMap,
  YamlNode,
  YamlScalar,
  YamlSequence,
} from '../nodes.ts';

/**
 * All scalars stay strings (`failsafe`, without the parser's tags), because `kubernetes/yaml11.ts` types them as
 * Kubernetes does. `uniqueKeys` is off because it makes the parser quadratic, and because templates repeat keys in `if`
 * and `else`.
 */
const OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const satisfies ParseOptions & Record<string, unknown>;

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single-quoted',
  [Scalar.QUOTE_DOUBLE]: 'double-quoted',
  [Scalar.BLOCK_LITERAL]: 'literal',
  [Scalar.BLOCK_FOLDED]: 'folded',
};

/**
 * Levels of nested collections: far more than a real manifest has, and far less than the stack allows. The composer is
 * recursive, and V8 ends the process if it has to compile a regular expression without any stack left.
 */
const DEEPEST = 500;

/** A syntax error, as the parser describes it. */
export interface YamlError extends TextRange {
  readonly code: ErrorCode | 'TOO_DEEP';
  /** In English. */
  readonly message: string;
}

/** A text as read by the library. */
export interface LibraryReading {
  readonly roots: readonly YamlNode[];
  /** Where the text is not YAML, in order. */
  readonly errors: readonly YamlError[];
}

/**
 * Reads all of YAML 1.2 with the `yaml` parser. Of broken YAML, the part before the error is read. A text that is
 * nested too deep has no roots.
 *
 * go-yaml, the parser of kubectl and Helm, ignores the indentation of lines in flow collections and quoted scalars,
 * against the specification. A text that is otherwise correct is read in the same way. Any other text is read by
 * indentation, which ends an unclosed brace with the lines that belong to it.
 */
export function parseWithLibrary(text: string): LibraryReading {
  const reading = readWith(new Lexer(), text);
  if (reading.errors.length === 0) return reading;
  const lenient = readWith(lenientLexer(), text);
  return lenient.errors.length === 0 ? lenient : reading;
}

function readWith(lexer: Lexer, text: string): LibraryReading {
  const tokens = tokensWithin(DEEPEST, text, lexer);
  if (!tokens) {
    const message = `collections nested more than ${DEEPEST} levels deep`;
    return { roots: [], errors: [{ start: 0, end: 1, code: 'TOO_DEEP', message }] };
  }
  const documents = withoutStacks(() => [...new Composer(OPTIONS).compose(tokens)]);
  return {
    roots: documents.flatMap(({ contents }) =>
      contents && !isNothing(contents) ? [convert(contents, text)] : [],
    ),
    errors: documents
      .flatMap(({ errors }) => errors)
      .filter(({ message }) => !TAKEN_BY_GO_YAML.test(message))
      .map(({ pos: [start], code, message }) => ({ start, end: start + 1, code, message }))
      .sort((a, b) => a.start - b.start),
  };
}

/** V8's setting, which other engines lack. */
const stacks: { stackTraceLimit?: number } = Error;

/** Each syntax error is an Error with a stack that is never read: of a text with 30,000 of them that was a third of the time. */
function withoutStacks<Result>(run: () => Result): Result {
  const { stackTraceLimit } = stacks;
  if (stackTraceLimit === undefined) return run();
  stacks.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    stacks.stackTraceLimit = stackTraceLimit;
  }
}

/** Errors for the specification that go-yaml accepts, found by comparing the two over damaged texts. */
const TAKEN_BY_GO_YAML =
  /^(?:Comments must be separated from other tokens|Block scalars with more-indented leading empty lines|Invalid escape sequence \\')/;

/** Private members of the library's lexer. */
interface LexerInternals {
  /** The indentation that a line needs to belong to its block. */
  indentNext: number;
  readonly flowLevel: number;
  parseQuotedScalar(): Generator;
}

/** A lexer that ignores indentation within flow collections and quoted scalars. */
function lenientLexer(): Lexer {
  const lexer = new Lexer();
  const internals = lexer as unknown as LexerInternals;
  const parseQuotedScalar = internals.parseQuotedScalar.bind(lexer);
  let indent = internals.indentNext;
  let isQuoted = false;
  Object.defineProperties(lexer, {
    indentNext: {
      get: () => (isQuoted || internals.flowLevel > 0 ? 0 : indent),
      set: (value: number) => {
        indent = value;
      },
    },
    parseQuotedScalar: {
      *value() {
        isQuoted = true;
        const next = yield* parseQuotedScalar();
        isQuoted = false;
        return next;
      },
    },
  });
  return lexer;
}

/** The syntax tree, which is built without recursion; undefined if collections are nested deeper than `deepest`. */
export function tokensWithin(deepest: number, text: string, lexer = new Lexer()): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of lexer.lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepest) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The parser makes a scalar of the empty place after a `---`. */
function isNothing(node: Node): boolean {
  return isScalar(node) && node.source === '' && node.type === Scalar.PLAIN && !node.anchor && !node.tag;
}

function convert(node: Node, text: string): YamlNode {
  if (isScalar(node)) return convertScalar(node, text);
  if (isAlias(node)) return { kind: 'alias', ...rangeOf(node), name: node.source } satisfies YamlAlias;
  return isMap(node) ? convertMap(node, text) : convertSequence(node as YAMLSeq, text);
}

function convertScalar(node: Scalar, text: string): YamlScalar {
  const style = STYLES[node.type ?? Scalar.PLAIN] ?? 'plain';
  const { start, end } = rangeOf(node);
  return {
    kind: 'scalar',
    start,
    end,
    style,
    value: scalarValue(node, style, text[end - 1]),
    anchor: node.anchor,
    tag: node.tag,
  };
}

/** The parser adds a last line break to a block scalar, even if the text ends without one. */
function scalarValue({ value }: Scalar, style: ScalarStyle, last: string | undefined): string {
  if (typeof value !== 'string') return '';
  const isBlock = style === 'literal' || style === 'folded';
  return isBlock && value.endsWith('\n') && last !== '\n' ? value.slice(0, -1) : value;
}

function convertMap(node: YAMLMap, text: string): YamlMap {
  const entries = node.items.map(
    ({ key, value }): YamlEntry => ({
      key: isNode(key) ? convert(key, text) : emptyAt(rangeOf(node).start),
      value: isNode(value) ? convert(value, text) : null,
    }),
  );
  const last = entries.at(-1);
  return { kind: 'map', ...collectionShape(node, last?.value ?? last?.key), entries };
}

function convertSequence(node: YAMLSeq, text: string): YamlSequence {
  const items = node.items.map((item) => (isNode(item) ? convert(item, text) : emptyAt(rangeOf(node).start)));
  return { kind: 'sequence', ...collectionShape(node, items.at(-1)), items };
}

/** For the parser, a collection in block style includes the comments after it. */
function collectionShape(node: YAMLMap | YAMLSeq, last: YamlNode | undefined) {
  const { start, end } = rangeOf(node);
  const isFlow = node.flow === true;
  return {
    start,
    end: isFlow || !last ? end : Math.max(start, last.end),
    isFlow,
    anchor: node.anchor,
    tag: node.tag,
  };
}

function emptyAt(offset: number): YamlScalar {
  return {
    kind: 'scalar',
    start: offset,
    end: offset,
    style: 'plain',
    value: '',
    anchor: undefined,
    tag: undefined,
  };
}

function rangeOf(node: Node): { readonly start: number; readonly end: number } {
  if (!node.range) throw new TypeError('a node that was not parsed has no range');
  return { start: node.range[0], end: node.range[1] };
}

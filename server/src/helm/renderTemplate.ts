import type { TextRange } from '../text/range.ts';
import { Effort, OutOfEffort } from './effort.ts';
import {
  entryOf,
  type GoValue,
  goBoolean,
  goInt,
  goMarked,
  goText,
  isTrue,
  mapOf,
  NIL,
  NO_VALUE,
  printed,
  textOf,
  UNKNOWN,
} from './goValues.ts';
import { joinMarked, type MarkedText, unmarked } from './markedText.ts';
import { templateFunction } from './templateFunctions.ts';
import type {
  BlockNode,
  Expression,
  ParsedTemplate,
  Pipeline,
  TemplateNode,
  TextNode,
} from './templateSyntax.ts';

/** What one part of a template file prints. */
export interface RenderedPiece extends TextRange {
  /**
   * `text` is outside of actions, `printed` is the result of one, and `kept` is an action whose result is not certain: its
   * text is the action as written.
   */
  readonly kind: 'text' | 'printed' | 'kept';
  readonly content: MarkedText;
}

/** The templates of a chart and the data that they are called with. */
export interface RenderContext {
  /** The templates that a name may stand for; undefined for a name that is defined twice, or in a broken file. */
  readonly definitions: ReadonlyMap<string, NamedTemplate | undefined>;
  /** `.` and `$` of a template file. */
  readonly data: GoValue;
  /**
   * Whether what the values leave empty counts as unknown: a default that is empty, or false, is there to be replaced, so
   * that nothing follows from what it does not print.
   */
  readonly keepsEmpty: boolean;
  /** For all files of a run. */
  readonly effort: Effort | undefined;
}

/** A template that is defined by name. */
export interface NamedTemplate {
  readonly body: readonly TemplateNode[];
  /** The text of the file that defines it. */
  readonly source: string;
}

/** The effort of a node or a round of `range`: each leaves a piece. */
const STEP = 80;

/** Templates that include templates. */
const DEEPEST_INCLUDES = 24;

/**
 * What a template file prints, as far as that is certain. An action that is not is kept as it is written, with the whitespace
 * around it, so that the result is a template again. Bounded in time and size; what is beyond the bounds is kept.
 */
export function renderTemplate(template: ParsedTemplate, context: RenderContext): readonly RenderedPiece[] {
  const run = new Run(context);
  const scope = new Scope(template.text, context.data, context.data);
  const pieces = run.file(template.body, scope);
  return withWhitespace(pieces, template.text);
}

/** Restores the whitespace that a kept action would trim itself. */
function withWhitespace(pieces: readonly Written[], text: string): RenderedPiece[] {
  return pieces.map((piece, index) => {
    if (!piece.node) return piece;
    const { start, end, printed: range } = piece.node;
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    const isBefore = before?.kind === 'kept' && before.end === start;
    const isAfter = after?.kind === 'kept' && after.start === end;
    if (!isBefore && !isAfter) return piece;
    const isEmpty = range.start >= range.end;
    const from = isBefore || isEmpty ? start : range.start;
    const to = isAfter || isEmpty ? end : range.end;
    return { kind: 'text', start: from, end: to, content: unmarked(text.slice(from, to)) };
  });
}

/** A piece with the text that it is of, whose whitespace may be trimmed. */
interface Written extends RenderedPiece {
  readonly node?: TextNode;
}

/** Where a template is evaluated. */
class Scope {
  readonly source: string;
  readonly dot: GoValue;
  readonly root: GoValue;
  readonly variables = new Map<string, GoValue>();
  readonly #outer: Scope | undefined;

  constructor(source: string, dot: GoValue, root: GoValue, outer?: Scope) {
    this.source = source;
    this.dot = dot;
    this.root = root;
    this.#outer = outer;
  }

  inner(dot: GoValue = this.dot): Scope {
    return new Scope(this.source, dot, this.root, this);
  }

  get(name: string): GoValue {
    if (name === '') return this.root;
    return this.variables.get(name) ?? this.#outer?.get(name) ?? UNKNOWN;
  }

  /** Gives a variable another value where it was declared. */
  assign(name: string, value: GoValue): void {
    if (this.variables.has(name)) this.variables.set(name, value);
    else this.#outer?.assign(name, value);
  }
}

class Run {
  readonly #context: RenderContext;
  readonly #effort: Effort;
  #depth = 0;
  #isExhausted = false;

  constructor(context: RenderContext) {
    this.#context = context;
    this.#effort = new Effort(context.effort);
  }

  /** What a file prints. From the node on that takes too much, all is kept. */
  file(nodes: readonly TemplateNode[], scope: Scope): Written[] {
    return nodes.flatMap((node) => {
      if (this.#isExhausted) return [keptPiece(node, scope)];
      try {
        return this.#node(node, scope);
      } catch (error) {
        if (!(error instanceof OutOfEffort)) throw error;
        this.#isExhausted = true;
        return [keptPiece(node, scope)];
      }
    });
  }

  #nodes(nodes: readonly TemplateNode[], scope: Scope): Written[] {
    return nodes.flatMap((node) => this.#node(node, scope));
  }

  #node(node: TemplateNode, scope: Scope): Written[] {
    this.#effort.spend(STEP);
    switch (node.kind) {
      case 'text': {
        const { start, end } = node.printed;
        this.#effort.spend(2 * (end - start));
        return [{ kind: 'text', start, end, content: unmarked(scope.source.slice(start, end)), node }];
      }
      case 'silent':
        return [{ kind: 'printed', start: node.start, end: node.end, content: unmarked('') }];
      case 'print': {
        const value = this.#pipeline(node.pipeline, scope);
        const content = node.pipeline.variables.length > 0 ? unmarked('') : printed(value);
        if (!content || this.#isKept(node.pipeline, content)) return [keptPiece(node, scope)];
        this.#effort.spend(2 * content.text.length);
        return [{ kind: 'printed', start: node.start, end: node.end, content: withoutNoValue(content) }];
      }
      default:
        return this.#block(node, scope);
    }
  }

  /** Helm removes what nil prints from the text of a file only, not from what a named template gives. */
  #isKept(pipeline: Pipeline, content: MarkedText): boolean {
    if (this.#depth > 0 && content.text.includes(NO_VALUE)) return true;
    return this.#context.keepsEmpty && isEmptyResult(pipeline, content);
  }

  #block(node: BlockNode, scope: Scope): Written[] {
    const outer = scope.inner();
    const value = this.#pipeline(node.pipeline, outer);
    const truth = isTrue(value);
    const isUnread = node.kind === 'range' && node.pipeline.variables.length > 0 && !node.pipeline.declares;
    if (truth === undefined || isUnread || (!truth && this.#context.keepsEmpty))
      return this.#keptBlock(node, outer);
    if (!truth) return this.#nodes(node.otherwise, outer);
    if (node.kind === 'if') return this.#nodes(node.body, outer.inner());
    if (node.kind === 'with') return this.#nodes(node.body, outer.inner(value));
    return this.#range(node, value, outer) ?? this.#keptBlock(node, outer);
  }

  /** The body for each item; undefined if the items are not known. */
  #range(node: BlockNode, value: GoValue, scope: Scope): Written[] | undefined {
    this.#effort.spend(weightOf(value));
    const items = itemsOf(value);
    if (!items) return undefined;
    const [first, second] = node.pipeline.variables;
    return items.flatMap(([index, item]) => {
      this.#effort.spend(STEP);
      const inner = scope.inner(item);
      if (second !== undefined) {
        inner.variables.set(first as string, index);
        inner.variables.set(second, item);
      } else if (first !== undefined) inner.variables.set(first, item);
      return this.#nodes(node.body, inner);
    });
  }

  /** The actions of a block as they are written, around what it may print. */
  #keptBlock(node: BlockNode, scope: Scope): Written[] {
    // What either branch may assign is unknown within it and after it.
    const assigned = assignedIn([node]);
    this.#effort.spend(node.body.length + node.otherwise.length);
    for (const name of assigned) scope.assign(name, UNKNOWN);
    const inner = scope.inner(node.kind === 'if' ? scope.dot : UNKNOWN);
    if (node.kind === 'range') for (const name of node.pipeline.variables) inner.variables.set(name, UNKNOWN);
    const pieces = [keptPiece(node.opening, scope), ...this.#nodes(node.body, inner)];
    const [chained] = node.otherwise;
    if (node.alternative)
      pieces.push(keptPiece(node.alternative, scope), ...this.#nodes(node.otherwise, scope.inner()));
    else if (chained && 'opening' in chained) pieces.push(...this.#keptBlock(chained, scope.inner()));
    if (node.closing.end > node.closing.start) pieces.push(keptPiece(node.closing, scope));
    for (const name of assigned) scope.assign(name, UNKNOWN);
    return pieces;
  }

  #pipeline({ expression, variables, declares }: Pipeline, scope: Scope): GoValue {
    const value = this.#value(expression, scope);
    // Two variables are those of `range`, which sets them itself.
    const [name] = variables;
    if (name !== undefined && variables.length === 1) {
      if (declares) scope.variables.set(name, value);
      else scope.assign(name, value);
    }
    return value;
  }

  #value(expression: Expression, scope: Scope): GoValue {
    this.#effort.spend(1);
    switch (expression.kind) {
      case 'literal':
        return literal(expression.value, expression.isFloat);
      case 'dot':
        return scope.dot;
      case 'variable':
        return scope.get(expression.name);
      case 'field':
        return fieldOf(this.#value(expression.of, scope), expression.name);
      case 'call':
        return this.#call(
          expression.name,
          expression.args.map((arg) => this.#value(arg, scope)),
        );
      case 'pipe':
        return this.#pipe(expression.commands, scope);
      default:
        return UNKNOWN;
    }
  }

  #pipe([first, ...others]: readonly Expression[], scope: Scope): GoValue {
    let value = first ? this.#value(first, scope) : UNKNOWN;
    for (const command of others) {
      if (command.kind !== 'call') return UNKNOWN;
      const args = command.args.map((arg) => this.#value(arg, scope));
      value = this.#call(command.name, [...args, value]);
    }
    return value;
  }

  #call(name: string, args: readonly GoValue[]): GoValue {
    if (name === 'include') return this.#include(args);
    for (const arg of args) this.#effort.spend(weightOf(arg));
    if (name === 'tpl') return literalTemplate(args);
    return templateFunction(name)?.(args, this.#effort) ?? UNKNOWN;
  }

  /** The text that a named template prints; unknown if any part of it is. */
  #include([name, data]: readonly GoValue[]): GoValue {
    const called = textOf(name);
    const template = called && this.#context.definitions.get(called.text);
    if (!template || data === undefined || this.#depth >= DEEPEST_INCLUDES) return UNKNOWN;
    this.#depth++;
    const pieces = this.#nodes(template.body, new Scope(template.source, data, data));
    this.#depth--;
    if (pieces.some(({ kind }) => kind === 'kept')) return UNKNOWN;
    return goMarked(joinMarked(pieces.map(({ content }) => content)));
  }
}

function keptPiece({ start, end }: TextRange, { source }: { readonly source: string }): Written {
  return { kind: 'kept', start, end, content: unmarked(source.slice(start, end)) };
}

/** What it costs to look at a value: its text, or those of its items. */
function weightOf(value: GoValue): number {
  if (value === UNKNOWN) return 1;
  if (value.kind === 'text') return value.text.length + value.marks.length;
  if (value.kind === 'map') return value.entries.size;
  if (value.kind !== 'list') return 1;
  return value.items.reduce((sum, item) => sum + 1 + (textOf(item)?.text.length ?? 0), 0);
}

/** Helm removes this from the text of a file in the end. */
function withoutNoValue(content: MarkedText): MarkedText {
  return content.text.includes(NO_VALUE) ? unmarked(content.text.replaceAll(NO_VALUE, '')) : content;
}

/** Whether an action prints nothing, or an empty collection. One that assigns never prints. */
function isEmptyResult({ variables }: Pipeline, { text }: MarkedText): boolean {
  return variables.length === 0 && /^(?:""|\{\}|\[\]|null|<no value>)?$/.test(text.trim());
}

function literal(value: string | number | boolean | null, isFloat: boolean): GoValue {
  if (value === null) return NIL;
  if (typeof value === 'string') return goText(value);
  if (typeof value === 'boolean') return goBoolean(value);
  return isFloat ? { kind: 'float', value, place: undefined } : goInt(value);
}

/** A field of anything but a map fails, and of nil too. */
function fieldOf(value: GoValue, name: string): GoValue {
  const map = mapOf(value);
  return map ? (entryOf(map, name) ?? NIL) : UNKNOWN;
}

/** The items that `range` goes through, with their indices or keys; a map's in order of the keys. */
function itemsOf(value: GoValue): (readonly [GoValue, GoValue])[] | undefined {
  if (value === UNKNOWN) return undefined;
  if (value.kind === 'list') return value.items.map((item, index) => [goInt(index), item] as const);
  if (value.kind !== 'map' || value.isOpen) return undefined;
  return [...value.entries.keys()].sort().map((key) => [goText(key), fieldOf(value, key)] as const);
}

/** `tpl` of a text without actions gives that text. */
function literalTemplate([text]: readonly GoValue[]): GoValue {
  const given = textOf(text);
  return given && !given.text.includes('{{') ? given : UNKNOWN;
}

/** The variables that get another value somewhere in the nodes. */
function assignedIn(nodes: readonly TemplateNode[], found = new Set<string>()): ReadonlySet<string> {
  for (const node of nodes) {
    if (node.kind === 'text' || node.kind === 'silent') continue;
    const { variables, declares } = node.pipeline;
    if (!declares) for (const name of variables) found.add(name);
    if (!('body' in node)) continue;
    assignedIn(node.body, found);
    assignedIn(node.otherwise, found);
  }
  return found;
}

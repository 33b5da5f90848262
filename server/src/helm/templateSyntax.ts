import type { TextRange } from '../text/range.ts';

/** An expression of a Go template, as far as the evaluator knows it. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly isFloat: boolean }
  | { readonly kind: 'dot' }
  /** `$name`; the empty name is `$`, the data that the template was called with. */
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** Each command but the first gets the result of the one before as its last argument. */
  | { readonly kind: 'pipe'; readonly commands: readonly Expression[] }
  /** A value that is given arguments: a method, whose result is not known. */
  | { readonly kind: 'method' };

/** What an action computes, and the variables that get the result. */
export interface Pipeline {
  readonly expression: Expression;
  /** Names without `$`. Two for `range $index, $item`. */
  readonly variables: readonly string[];
  /** Whether the variables are new (`:=`), or get another value (`=`). */
  readonly declares: boolean;
}

/** A part of a template. Ranges are UTF-16 offsets in its file. */
export type TemplateNode = TextNode | PrintNode | BlockNode | SilentNode;

/** Text outside of actions. */
export interface TextNode extends TextRange {
  readonly kind: 'text';
  /** The range that is printed: less than the text where `-` in the actions beside it trims whitespace. */
  readonly printed: TextRange;
}

/** An action that prints the value of a pipeline, or only assigns it. */
export interface PrintNode extends TextRange {
  readonly kind: 'print';
  readonly pipeline: Pipeline;
}

/** An action that prints nothing and does nothing: a comment, or a definition, which is in the list of definitions. */
export interface SilentNode extends TextRange {
  readonly kind: 'silent';
}

/** `if`, `with` or `range`, from the first action to `end`. */
export interface BlockNode extends TextRange {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipeline: Pipeline;
  /** The actions themselves: the opening one, `else` if there is one, and `end`. */
  readonly opening: TextRange;
  readonly alternative: TextRange | undefined;
  readonly closing: TextRange;
  readonly body: readonly TemplateNode[];
  /** What `else` prints; `else if` makes this one block, which shares the `end`. */
  readonly otherwise: readonly TemplateNode[];
}

/** A template that a file defines by name. */
export interface Definition {
  readonly name: string;
  readonly body: readonly TemplateNode[];
}

/** A template file. */
export interface ParsedTemplate {
  readonly text: string;
  readonly body: readonly TemplateNode[];
  readonly definitions: readonly Definition[];
}

import type { FieldPath } from '../schemas/problem.ts';
import { formatPath } from '../schemas/problem.ts';
import type { Chart, Field } from '../schemas/schema.ts';
import type { Word } from '../schemas/texts/words.ts';
import { choicesOf } from '../values/choices.ts';
import { valueTypeOf } from './valueTypes.ts';

/** The words that a value of a chart can be; none if any text is allowed. */
export function wordsOfValue({ name }: Chart, path: FieldPath, { schema }: Field): readonly Word[] {
  if (schema.kind === 'boolean') return [plainWord('true'), plainWord('false')];
  const type = valueTypeOf(name, formatPath(path));
  const choices = type ? choicesOf(type).filter(({ value }) => value !== '') : [];
  return choices.map(({ value, meaning }) => (meaning() === value ? plainWord(value) : { value, meaning }));
}

function plainWord(value: string): Word {
  return { value, meaning: undefined };
}

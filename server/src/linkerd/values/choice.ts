import * as l10n from '@vscode/l10n';
import { closest, distance } from 'fastest-levenshtein';
import { trimSpace } from '../ports/portList.ts';
import { meantBoolean } from './boolean.ts';
import { accepted, refused, shorten, type ValueReading } from './reading.ts';
import type { ValueType } from './valueType.ts';

/** Maximum number of differing letters for a suggestion. */
const MOST_DIFFERENT = 2;
const LONGEST_WORD = 60;

/** Reads one of a few words. */
export function readChoice(text: string, type: Extract<ValueType, { type: 'enum' }>): ValueReading<string> {
  const spelled = normalise(text, type);
  const choice = type.choices.find(({ value }) => normalise(value, type) === spelled);
  if (choice) return accepted(choice.value, choice.meaning());
  const words = type.choices.map(({ value }) => value).filter((value) => value !== '');
  return refused(
    text,
    words.length === 1
      ? l10n.t('“{0}” is not a valid value here. Use {1}.', shorten(text), words.join())
      : l10n.t('“{0}” is not a valid value here. Use one of: {1}.', shorten(text), words.join(', ')),
    meantChoice(text, words),
  );
}

function normalise(text: string, { ignoresCase, isTrimmed }: Extract<ValueType, { type: 'enum' }>): string {
  const trimmed = isTrimmed ? trimSpace(text) : text;
  return ignoresCase ? trimmed.toLowerCase() : trimmed;
}

/** The intended word, if the text has it in another case, as a boolean, or with a few letters wrong. */
function meantChoice(text: string, words: readonly string[]): string | undefined {
  if (text.length > LONGEST_WORD) return undefined;
  const word = text
    .toLowerCase()
    .replace(/[\s"']/g, '')
    .replace(/_/g, '-');
  const same = words.find((known) => known.toLowerCase() === word);
  if (same !== undefined || word === '') return same;
  const meant = meantBoolean(word);
  if (meant !== undefined) return words.find((known) => known === (meant ? 'enabled' : 'disabled'));
  const near = closest(word, words);
  const different = near === undefined ? Number.POSITIVE_INFINITY : distance(word, near.toLowerCase());
  return different <= Math.min(MOST_DIFFERENT, word.length / 3) ? near : undefined;
}

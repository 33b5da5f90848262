import * as l10n from '@vscode/l10n';
import type { ConfigKey } from '../../config/configKeys.ts';
import { rangeTouches, type TextRange } from '../../text/range.ts';
import { YamlDocument } from '../../yaml/document.ts';
import { blocks, bullets, commandLink, literal, prose } from '../hover/markdown.ts';
import { findPlace } from './configPlace.ts';
import { type DescribedRule, wordsOf } from './configTexts.ts';

/** The hover of a key or a value in a configuration file. */
export interface ConfigHover {
  readonly range: TextRange;
  readonly markdown: string;
}

/**
 * Explains the key or value at an offset of a configuration file; undefined if there is nothing to explain.
 *
 * @param explainCommand the client's command that opens a rule's page, if a hover may call it
 */
export function hoverConfig(
  text: string,
  offset: number,
  rules: readonly DescribedRule[],
  explainCommand?: string,
): ConfigHover | undefined {
  const place = findPlace(new YamlDocument(text), (node) => rangeTouches(node, offset));
  if (!place) return undefined;
  const { start, end, value: written } = place.node;
  const markdown =
    place.part === 'value'
      ? wordText(written, wordsOf(place.value).find((word) => word.text === written)?.meaning)
      : place.mapping.kind === 'rules'
        ? ruleText(
            rules.find(({ id }) => id === written),
            explainCommand,
          )
        : keyText(place.mapping.keys.find(({ name }) => name === written));
  return markdown === undefined ? undefined : { range: { start, end }, markdown };
}

function wordText(word: string, meaning: string | undefined): string | undefined {
  return meaning === undefined ? undefined : `${literal(word)}: ${prose(meaning)}`;
}

function keyText(key: ConfigKey | undefined): string | undefined {
  if (!key) return undefined;
  const words = wordsOf(key.value).map(({ text, meaning }) =>
    meaning === undefined ? literal(text) : `${literal(text)}: ${prose(meaning)}`,
  );
  return blocks(`**${literal(key.name)}**`, prose(key.description), bullets(words));
}

function ruleText(rule: DescribedRule | undefined, command: string | undefined): string | undefined {
  if (!rule) return undefined;
  const link = command && `[${l10n.t('Explain')}](${commandLink(command, rule.id)})`;
  const levels = wordsOf('level').map(({ text, meaning }) => `${literal(text)}: ${prose(meaning ?? '')}`);
  return blocks(`**${literal(rule.id)}**`, prose(rule.summary), bullets(levels), link);
}

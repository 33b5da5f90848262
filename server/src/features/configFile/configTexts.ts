import * as l10n from '@vscode/l10n';
import type { ConfigValue } from '../../config/configKeys.ts';
import { RULE_LEVELS } from '../../config/settings.ts';
import type { RuleLevel } from '../../engine/rule.ts';

/** What completion and hovers show of a rule. */
export interface DescribedRule {
  readonly id: string;
  /** What it reports, in a sentence of plain text. */
  readonly summary: string;
}

/** A value of a key, with its meaning. */
export interface ConfigWord {
  readonly text: string;
  readonly meaning: string | undefined;
}

/** The values to choose from, common ones first; empty if any text is allowed. */
export function wordsOf(value: ConfigValue | 'level'): readonly ConfigWord[] {
  if (value === 'level') return RULE_LEVELS.map((level) => ({ text: level, meaning: meaningOf(level) }));
  if (value.kind === 'switch') return ['true', 'false'].map((text) => ({ text, meaning: undefined }));
  if (value.kind !== 'setting') return [];
  const { choices, examples } = value.setting;
  if (choices) return Object.entries(choices).map(([text, meaning]) => ({ text, meaning }));
  const found = l10n.t('Detected from the repository’s files, or unknown.');
  return [
    ...examples.map((text) => ({ text, meaning: l10n.t('An example; write your own version.') })),
    { text: 'auto', meaning: found },
  ];
}

function meaningOf(level: RuleLevel): string {
  switch (level) {
    case 'off':
      return l10n.t('The rule is not run.');
    case 'hint':
      return l10n.t('Faint dots in the editor. The command line shows it and does not fail.');
    case 'information':
      return l10n.t('A blue line in the editor. The command line shows it and does not fail.');
    case 'warning':
      return l10n.t('A yellow line in the editor. The command line exits with 1.');
    case 'error':
      return l10n.t('A red line in the editor. The command line exits with 1.');
  }
}

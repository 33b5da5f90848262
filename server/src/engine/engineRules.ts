import type { RuleMetadata } from './rule.ts';

/** A suppression comment that suppresses nothing. */
export const UNUSED_SUPPRESSION: RuleMetadata = {
  id: 'suppression-unused',
  summary: 'A suppression comment that suppresses nothing',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
};

/** A suppression comment that names no rule. */
export const UNKNOWN_SUPPRESSION: RuleMetadata = {
  id: 'suppression-unknown-rule',
  summary: 'A suppression comment that names no rule',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
};

/** A document with a syntax error. */
export const YAML_SYNTAX_ERROR: RuleMetadata = {
  id: 'yaml-syntax-error',
  summary: 'A document that mentions Linkerd and is not valid YAML',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
};

/** The checks of the engine itself. */
export const ENGINE_RULES: readonly RuleMetadata[] = [
  YAML_SYNTAX_ERROR,
  UNUSED_SUPPRESSION,
  UNKNOWN_SUPPRESSION,
];

import type { Rule } from './rule.ts';

/** The metadata of a check in the engine itself. */
export type EngineRule = Omit<Rule, 'query' | 'appliesIn' | 'check'>;

/** A suppression comment that suppresses nothing. */
export const UNUSED_SUPPRESSION: EngineRule = {
  id: 'suppression-unused',
  summary: 'A suppression comment that suppresses nothing',
  level: 'information',
  fixable: 'suggestion',
  since: '0.1.0',
};

/** A suppression comment that names no rule. */
export const UNKNOWN_SUPPRESSION: EngineRule = {
  id: 'suppression-unknown-rule',
  summary: 'A suppression comment that names no rule',
  level: 'warning',
  fixable: 'suggestion',
  since: '0.1.0',
};

/** A document with a syntax error. */
export const YAML_SYNTAX_ERROR: EngineRule = {
  id: 'yaml-syntax-error',
  summary: 'A document that mentions Linkerd and is not valid YAML',
  level: 'error',
  fixable: undefined,
  since: '0.2.0',
};

/** The checks of the engine itself. */
export const ENGINE_RULES: readonly EngineRule[] = [
  YAML_SYNTAX_ERROR,
  UNUSED_SUPPRESSION,
  UNKNOWN_SUPPRESSION,
];

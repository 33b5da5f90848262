import { mergeSettings } from '../../server/src/config/settings.ts';
import type { Finding } from '../../server/src/engine/finding.ts';
import type { LintSettings, RuleFailure } from '../../server/src/engine/lintDocument.ts';
import { Linter } from '../../server/src/engine/linter.ts';
import type { RuleLevel } from '../../server/src/engine/rule.ts';
import { SourceFile } from '../../server/src/engine/sourceFile.ts';
import type { Environment } from '../../server/src/linkerd/environment/environment.ts';
import { RULES } from '../../server/src/rules/registry.ts';

/** Lets a rule that throws fail the test. */
export const throwFailure: RuleFailure = (rule, error) => {
  throw new Error(`${rule} threw`, { cause: error });
};

/** A linter with every rule. */
export const linter = new Linter(RULES, throwFailure);

/** Settings with this environment and these levels, and defaults for the rest. */
export function settingsOf(
  environment: Partial<Environment>,
  rules: Record<string, RuleLevel> = {},
): LintSettings {
  return mergeSettings({ environment, rules });
}

/** Nothing is known of the cluster. */
export const UNKNOWN = settingsOf({});
/** linkerd-cni with the bug of linkerd2#13976. */
export const AFFECTED = settingsOf({ dataPlane: 'cni', cniPlugin: 'v1.6.2' });
/** The same below a control plane that gives listed ports their TLS identity. */
export const AFFECTED_BEFORE_211 = settingsOf({ dataPlane: 'cni', cniPlugin: 'v1.1.0', linkerd: '2.10' });
/** linkerd-cni without the bug. */
export const FIXED_CNI = settingsOf({ dataPlane: 'cni', cniPlugin: 'v1.6.3' });
/** The linkerd-init container. */
export const PROXY_INIT = settingsOf({ dataPlane: 'proxy-init' });

/** All findings of a text. */
export function lint(text: string, settings: LintSettings = UNKNOWN): Finding[] {
  return linter.lint(SourceFile.read(text), settings);
}

/** The same, with what a rule found again in the file where it reports one finding only. */
export function lintWithRepeats(rule: string, text: string, settings: LintSettings = UNKNOWN): Finding[] {
  const isOnce = RULES.some(({ id, isOncePerFile }) => id === rule && isOncePerFile);
  return isOnce ? linter.lintUnsuppressed(SourceFile.read(text), settings).findings : lint(text, settings);
}

import * as l10n from '@vscode/l10n';
import type { FileEdits, Finding } from '../../engine/finding.ts';
import type { RuleMetadata } from '../../engine/rule.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { withCompanion } from '../../rules/fixes/serviceCompanion.ts';
import type { TextEdit } from '../../text/edit.ts';
import { disableEdit } from './disableEdit.ts';

/** A code action for one finding; lists of them are in the order of display. */
export type FindingAction = EditAction | ConfigureAction | ExplainAction;

/** Changes the file. */
export interface EditAction {
  readonly kind: 'edit';
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
  /** Edits of other files that belong to it. */
  readonly elsewhere?: readonly FileEdits[];
  readonly isPreferred: boolean;
}

/** Writes a setting into the configuration file, for the whole workspace. */
export interface ConfigureAction {
  readonly kind: 'configure';
  readonly title: string;
  readonly finding: Finding;
  readonly setting: keyof Environment;
  readonly value: string;
}

/** Opens the rule's page. */
export interface ExplainAction {
  readonly kind: 'explain';
  readonly title: string;
  readonly finding: Finding;
}

/** The code actions for a finding. */
export function actionsFor(
  finding: Finding,
  file: SourceFile,
  rules: readonly RuleMetadata[],
  options: { readonly hasComments: boolean },
): FindingAction[] {
  const edits = (isLast: boolean) => editActions(finding, file, isLast);
  const actions = [
    ...edits(false),
    ...configureActions(finding, rules),
    ...adviceOf(finding),
    ...edits(true),
  ];
  const rule = rules.find(({ id }) => id === finding.rule);
  const disable = rule && options.hasComments ? disableEdit(finding, file) : undefined;
  if (disable) actions.push({ kind: 'edit', finding, isPreferred: false, ...disable });
  actions.push({ kind: 'explain', title: l10n.t('Explain'), finding });
  return actions;
}

/** The finding's fixes, either those of last resort or the others. */
function editActions(finding: Finding, file: SourceFile, isLastResort: boolean): FindingAction[] {
  return finding.fixes
    .filter((fix) => (fix.isLastResort === true) === isLastResort)
    .map((fix) => withCompanion(fix, file))
    .map(({ title, safety, edits, elsewhere = [], isPreferred }) => ({
      kind: 'edit',
      title: safety === 'safe' ? l10n.t('{0} (safe fix)', title) : title,
      finding,
      edits,
      elsewhere,
      isPreferred,
    }));
}

/** What to do outside of the file; links to the page. */
function adviceOf(finding: Finding): FindingAction[] {
  return finding.advice === undefined ? [] : [{ kind: 'explain', title: finding.advice, finding }];
}

/** Offers to set the environment, for rules that do not apply in every environment. */
function configureActions(finding: Finding, rules: readonly RuleMetadata[]): ConfigureAction[] {
  const level = rules.find(({ id }) => id === finding.rule)?.level;
  if (typeof level !== 'object' || level.notAffected !== 'off') return [];
  return [
    {
      kind: 'configure',
      title: l10n.t('This cluster uses proxy-init'),
      finding,
      setting: 'dataPlane',
      value: 'proxy-init',
    },
    {
      kind: 'configure',
      title: l10n.t('linkerd-cni is v1.6.3 or newer'),
      finding,
      setting: 'cniPlugin',
      value: 'v1.6.3',
    },
  ];
}

import * as l10n from '@vscode/l10n';
import type { FileEdits, Finding } from '../../engine/finding.ts';
import type { RuleMetadata } from '../../engine/rule.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { withCompanion } from '../../rules/fixes/serviceCompanion.ts';
import type { TextEdit } from '../../text/edit.ts';
import { disableEdit } from './disableEdit.ts';

/** What the light bulb offers for one finding, in the order in which it should show. */
export type FindingAction = EditAction | ConfigureAction | ExplainAction;

/** Changes the file. */
export interface EditAction {
  readonly kind: 'edit';
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
  /** Edits of other files that go with these. */
  readonly elsewhere?: readonly FileEdits[];
  readonly isPreferred: boolean;
}

/** Writes a setting to the configuration file, so that the whole workspace is judged by it. */
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

/** What can be done about a finding. */
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

/** The finding's fixes, those of last resort or the others. */
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

/** What to do outside of the file; the page says how. */
function adviceOf(finding: Finding): FindingAction[] {
  return finding.advice === undefined ? [] : [{ kind: 'explain', title: finding.advice, finding }];
}

/** Offers to say what the cluster is like, for rules that fall silent on the right answer. */
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

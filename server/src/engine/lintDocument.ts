import { memoizeByObject } from '../caching/memoizeByObject.ts';
import { readMetadata } from '../kubernetes/readMetadata.ts';
import { type Resource, readTarget } from '../kubernetes/resource.ts';
import {
  type Environment,
  findSkipListImpact,
  type SkipListImpact,
} from '../linkerd/environment/environment.ts';
import { embeddedLinkerdDocuments, LINKERD_METADATA } from '../linkerd/metadata/linkerdMetadata.ts';
import { mayContainLinkerd } from '../linkerd/prefilter.ts';
import { byPlace } from '../text/range.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { EmbeddedDocument } from '../yaml/embedded.ts';
import { type NestedDocument, readNested } from '../yaml/nestedDocuments.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { YAML_SYNTAX_ERROR } from './engineRules.ts';
import type { Finding } from './finding.ts';
import {
  type ActiveRule,
  activeRules,
  levelOf,
  type Rule,
  type RuleContext,
  type RuleLevel,
} from './rule.ts';
import { RuleIndex } from './ruleIndex.ts';
import { markSharedEdits } from './sharedText.ts';
import { findSyntaxError } from './yamlSyntax.ts';

/** What decides about findings beside the text. */
export interface LintSettings {
  readonly environment: Environment;
  /** Levels by rule id, where somebody has set them. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** How many findings a rule may have in one document; without it, as many as anybody reads. */
  readonly mostFindings?: number;
}

/** Told of a rule that threw; the other rules' findings stand. */
export type RuleFailure = (rule: string, error: unknown) => void;

/** What documents are linted with. */
export interface PreparedRules {
  readonly rules: RuleIndex;
  readonly environment: Environment;
  readonly skipListImpact: SkipListImpact;
  /** The level of a document that cannot be read. */
  readonly syntaxError: RuleLevel;
  /** Of one rule in one document. */
  readonly mostFindings: number;
  readonly onFailure: RuleFailure;
}

/** More of one rule in one document nobody reads. */
const MOST_FINDINGS = 1_000;

/** Everything that can be told of rules and settings before there is a document. */
export function prepareRules(
  rules: readonly Rule[],
  { environment, rules: levels, mostFindings = MOST_FINDINGS }: LintSettings,
  onFailure: RuleFailure,
): PreparedRules {
  const skipListImpact = findSkipListImpact(environment);
  const active = activeRules(rules, levels, { environment, skipListImpact });
  const syntaxError = levelOf(YAML_SYNTAX_ERROR, levels, skipListImpact.impact);
  return {
    rules: new RuleIndex(active),
    environment,
    skipListImpact,
    syntaxError,
    mostFindings,
    onFailure,
  };
}

/** `kubectl apply` keeps a copy of what it was given here: nobody writes it, and it does nothing. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Keys below which kustomize has patches as text: `patch`, `patches`, `patchesStrategicMerge`. */
const PATCHES = /^patch(?:$|es)/;

/**
 * Runs the rules over one document and those that are embedded in it. Offsets in the findings are relative to the
 * document; nothing is suppressed yet.
 */
export function lintDocument(document: YamlDocument, rules: PreparedRules): Finding[] {
  if (!mayContainLinkerd(document.text)) return [];
  return readNested<Finding[]>(document, writtenByPeople, (nested, inner) => {
    const findings = runRules(nested, rules);
    // Texts within scalars may be something else than YAML.
    if (nested.document === document && rules.syntaxError !== 'off')
      findings.push(...findSyntaxError(document, rules.syntaxError));
    for (const { embedded, result } of inner)
      findings.push(...result.map((finding) => fromEmbedded(finding, embedded)));
    const found = document.hasLoneReturns
      ? findings.map(withoutFixes)
      : markSharedEdits(nested.document, findings);
    return withoutRepeats(found).sort(byPlace);
  });
}

function writtenByPeople(document: YamlDocument): readonly EmbeddedDocument[] {
  return embeddedLinkerdDocuments(document).filter(({ key }) => key !== LAST_APPLIED);
}

function runRules(
  nested: NestedDocument,
  { rules, environment, skipListImpact, mostFindings, onFailure }: PreparedRules,
): Finding[] {
  const { document } = nested;
  if (!mayContainLinkerd(document.text)) return [];
  const metadata = readMetadata(document, LINKERD_METADATA, targetOf(nested));
  const { annotations, labels, resources } = metadata;
  const context: RuleContext = {
    document,
    annotations,
    labels,
    resources,
    isPatch: isPatch(nested),
    nested,
    environment,
    skipListImpact,
  };
  const findings: Finding[] = [];
  for (const active of rules.rulesAbout(document, metadata)) {
    try {
      runRule(active, context, mostFindings, findings);
    } catch (error) {
      onFailure(active.rule.id, error);
    }
  }
  return findings;
}

/** The resource that an inline patch is for, if it is named beside the patch. */
function targetOf({ embedded }: NestedDocument): Resource | undefined {
  return embedded?.parentMap && readTargetBeside(embedded.parentMap);
}

/** All patches in one list entry share the target. */
const readTargetBeside = memoizeByObject((parentMap: YamlMap) => readTarget(parentMap));

function isPatch({ embedded, outer }: NestedDocument): boolean {
  return PATCHES.test(embedded?.key ?? '') || (outer !== undefined && isPatch(outer));
}

function runRule(
  { rule, severity }: ActiveRule,
  context: RuleContext,
  mostFindings: number,
  findings: Finding[],
): void {
  const most = findings.length + mostFindings;
  for (const found of rule.check(context)) {
    if (findings.length === most) return;
    const { range, message, fixes = [], related = [], isUnnecessary = false, advice } = found;
    const finding = { rule: rule.id, severity, range, message, fixes, related, isUnnecessary };
    findings.push(advice === undefined ? finding : { ...finding, advice });
  }
}

function withoutFixes(finding: Finding): Finding {
  return { ...finding, fixes: [] };
}

/** A finding of an embedded document as one of the document around it. Fixes that do not fit there are left out. */
function fromEmbedded(finding: Finding, embedded: EmbeddedDocument): Finding {
  return {
    ...finding,
    range: embedded.toOuter(finding.range),
    related: finding.related.map((place) => ({ ...place, range: embedded.toOuter(place.range) })),
    fixes: finding.fixes.flatMap((fix) => {
      const edits = fix.edits.map((edit) => embedded.toOuterEdit(edit)).filter((edit) => edit !== undefined);
      // Services of the file around it are none of the embedded pod's.
      return edits.length === fix.edits.length ? [{ ...fix, edits, companion: undefined }] : [];
    }),
  };
}

/** An anchor that is used several times leads to the same text from several places; one finding is enough. */
function withoutRepeats(findings: Finding[]): Finding[] {
  if (findings.length < 2) return findings;
  const seen = new Set<string>();
  return findings.filter(({ rule, range, message }) => {
    const identity = `${rule} ${range.start} ${range.end} ${message}`;
    return seen.size !== seen.add(identity).size;
  });
}

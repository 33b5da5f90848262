import type { ResourceType } from '../facts/resourceFacts.ts';
import type { Path } from '../kustomize/repositoryPath.ts';
import { type Environment, findSkipListImpact } from '../linkerd/environment/environment.ts';
import type { AppliedResource } from '../mesh/appliedResource.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { type FileUpdate, MeshModel } from '../mesh/meshModel.ts';
import type { CollectionKey } from '../mesh/resourceIndex.ts';
import type { Severity } from './finding.ts';
import type { LintSettings, RuleFailure } from './lintDocument.ts';
import type { MeshRule, MeshRuleFinding } from './meshRule.ts';
import { levelOf } from './rule.ts';

/** A finding of a mesh rule at a field of a resource. */
export interface MeshFinding extends MeshRuleFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly resource: AppliedResource;
}

/** The findings about one resource, with the collections that were read for them. */
interface Result {
  readonly rules: PreparedRules;
  readonly reads: ReadonlySet<CollectionKey>;
  readonly findings: readonly MeshFinding[];
}

/** The enabled rules for some settings. */
interface PreparedRules {
  readonly environment: Environment;
  /** By the type of their subjects: most resources are of a few types, and of few rules. */
  readonly byType: ReadonlyMap<ResourceType, readonly ActiveMeshRule[]>;
}

/** An enabled rule with the severity of its findings. */
interface ActiveMeshRule {
  readonly rule: MeshRule;
  readonly severity: Severity;
  /** Whether that severity is a setting. */
  readonly isConfigured: boolean;
}

/** Maximum number of findings of one rule about one resource. */
const MOST_FINDINGS = 100;

/**
 * Runs mesh rules on the resources of one repository. The result for a resource is cached until a collection that was
 * read for it changes, or it is linted with other settings.
 */
export class MeshLinter {
  readonly model: MeshModel;
  readonly #rules: readonly MeshRule[];
  readonly #onFailure: RuleFailure;
  readonly #prepared = new WeakMap<LintSettings, PreparedRules>();
  readonly #results = new Map<AppliedResource, Result>();
  /** The readers of each collection. */
  readonly #readers = new Map<CollectionKey, Set<AppliedResource>>();
  #checks = 0;

  /** @param isWhole whether nothing that is applied is in other files */
  constructor(rules: readonly MeshRule[], onFailure: RuleFailure, isWhole = false) {
    this.model = new MeshModel(isWhole);
    this.#rules = rules;
    this.#onFailure = onFailure;
  }

  /** How often a rule ran on a resource. */
  get checks(): number {
    return this.#checks;
  }

  /** Applies changes of files. Returns the URIs of the files whose findings may have changed. */
  update(updates: Iterable<FileUpdate>): ReadonlySet<string> {
    const { collections, gone, files } = this.model.update(updates);
    const touched = new Set(files);
    for (const resource of gone) this.#forget(resource);
    for (const key of collections)
      for (const reader of [...(this.#readers.get(key) ?? [])]) {
        touched.add(reader.uri);
        this.#forget(reader);
      }
    return touched;
  }

  /** The findings in a file; cached. */
  findings(path: Path, settings: LintSettings): readonly MeshFinding[] {
    const rules = this.#rulesFor(settings);
    const findings: MeshFinding[] = [];
    for (const resource of this.model.resourcesOf(path))
      findings.push(...this.#judge(resource, rules).findings);
    return findings;
  }

  #rulesFor(settings: LintSettings): PreparedRules {
    let prepared = this.#prepared.get(settings);
    if (!prepared) {
      const { environment, rules: levels } = settings;
      const { impact } = findSkipListImpact(environment);
      const byType = new Map<ResourceType, ActiveMeshRule[]>();
      for (const rule of this.#rules) {
        const severity = levelOf(rule, levels, impact);
        if (severity === 'off') continue;
        const active = { rule, severity, isConfigured: Object.hasOwn(levels, rule.id) };
        for (const type of rule.subjects) byType.set(type, [...(byType.get(type) ?? []), active]);
      }
      prepared = { environment, byType };
      this.#prepared.set(settings, prepared);
    }
    return prepared;
  }

  #judge(resource: AppliedResource, rules: PreparedRules): Result {
    const known = this.#results.get(resource);
    if (known?.rules === rules) return known;
    this.#forget(resource);
    const reads = new Set<CollectionKey>();
    const findings: MeshFinding[] = [];
    const mesh = this.model.seenFrom(resource, reads);
    for (const active of rules.byType.get(resource.facts.type) ?? []) {
      this.#checks++;
      try {
        this.#check(active, resource, mesh, rules.environment, findings);
      } catch (error) {
        this.#onFailure(active.rule.id, error);
      }
    }
    const result = { rules, reads, findings };
    this.#results.set(resource, result);
    for (const key of reads) {
      const readers = this.#readers.get(key);
      if (readers) readers.add(resource);
      else this.#readers.set(key, new Set([resource]));
    }
    return result;
  }

  #check(
    { rule, severity, isConfigured }: ActiveMeshRule,
    resource: AppliedResource,
    mesh: Mesh,
    environment: Environment,
    findings: MeshFinding[],
  ): void {
    const most = findings.length + MOST_FINDINGS;
    for (const finding of rule.check(resource, mesh, environment)) {
      if (findings.length === most) return;
      const own = isConfigured ? severity : (finding.severity ?? severity);
      findings.push({ ...finding, rule: rule.id, severity: own, resource });
    }
  }

  #forget(resource: AppliedResource): void {
    const result = this.#results.get(resource);
    if (!result) return;
    this.#results.delete(resource);
    for (const key of result.reads) {
      const readers = this.#readers.get(key);
      readers?.delete(resource);
      if (readers?.size === 0) this.#readers.delete(key);
    }
  }
}

import type { WrittenAt } from '../kustomize/valueTree.ts';
import type { JudgedKustomization } from './judgedKustomization.ts';
import type { RuleMetadata } from './rule.ts';

/** What a rule reports about a kustomization; the engine adds the rest. */
export interface BuildRuleFinding {
  /** What the finding stands at; one in another file than the kustomization is left out. */
  readonly at: WrittenAt;
  readonly message: string;
  /** Whether the key of the value is marked instead. */
  readonly isAtKey?: boolean;
  /** A suggestion: what to write instead of a part of the value's text. */
  readonly fix?: Replacement | undefined;
}

/** Writes a text instead of another one, which is left if it is not there exactly once. */
export interface Replacement {
  readonly title: string;
  readonly text: string;
  readonly newText: string;
}

/** A rule about what kustomize makes of a kustomization. It sees values with their places, never a text. */
export interface BuildRule extends RuleMetadata {
  check(kustomization: JudgedKustomization): Iterable<BuildRuleFinding>;
}

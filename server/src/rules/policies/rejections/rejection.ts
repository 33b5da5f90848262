import type { RuleFinding } from '../../../engine/rule.ts';
import type { Environment } from '../../../linkerd/environment/environment.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import type { Spec } from '../resourceSpecs.ts';

/** The input of a check. */
export interface Checked extends Spec {
  readonly document: YamlDocument;
  readonly environment: Environment;
}

/** The webhook's checks of one kind of resource. */
export type RejectionCheck = (checked: Checked) => Iterable<RuleFinding>;

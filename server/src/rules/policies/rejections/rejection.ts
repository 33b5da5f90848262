import type { RuleFinding } from '../../../engine/rule.ts';
import type { Environment } from '../../../linkerd/environment/environment.ts';
import type { YamlDocument } from '../../../yaml/document.ts';
import type { Spec } from '../resourceSpecs.ts';

/** What a check of the webhook looks at. */
export interface Checked extends Spec {
  readonly document: YamlDocument;
  readonly environment: Environment;
}

/** One of the webhook's checks of a kind of resource. */
export type RejectionCheck = (checked: Checked) => Iterable<RuleFinding>;

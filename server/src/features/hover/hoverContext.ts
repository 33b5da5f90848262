import type { FoundSetting } from '../../config/environmentReport.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';

/** What a hover depends on besides the text. */
export interface HoverContext {
  readonly environment: Environment;
  /** What the repository's files say of the environment. */
  readonly found?: readonly FoundSetting[];
  /** The client's command that opens what the reference says of a key, where links in hovers may call it. */
  readonly explainCommand?: string | undefined;
}

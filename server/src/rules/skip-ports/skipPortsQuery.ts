import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';

/** Queries the lists of skipped ports in both directions. */
export const SKIP_PORTS = annotationsNamed(SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY);

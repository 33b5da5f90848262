import { annotationsNamed } from '../../engine/ruleQuery.ts';
import { SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY } from '../../linkerd/metadata/linkerdKeys.ts';

/** An interest in the lists of ports that are skipped, whichever way the connections go. */
export const SKIP_PORTS = annotationsNamed(SKIP_INBOUND_KEY, SKIP_OUTBOUND_KEY);

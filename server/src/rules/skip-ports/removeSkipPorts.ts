import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { removeAnnotation } from '../fixes/listEdits.ts';

/** Removes skip-inbound-ports: its ports then go through the proxy. Not offered if a part of it is templated. */
export function removeSkipPorts({ annotation }: SkipPorts): Fix[] {
  return removeAnnotation(
    annotation,
    l10n.t('Remove skip-inbound-ports (the proxy then handles these ports too)'),
  );
}

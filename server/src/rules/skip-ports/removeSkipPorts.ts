import * as l10n from '@vscode/l10n';
import type { Fix } from '../../engine/finding.ts';
import { isTemplated } from '../../kubernetes/metadataEntry.ts';
import { removeMetadata } from '../../kubernetes/removeMetadata.ts';
import type { SkipPorts } from '../../linkerd/ports/skipPorts.ts';
import { fixOf } from '../fixes/listEdits.ts';

/** Removes skip-inbound-ports: its ports then go through the proxy. Not offered if a part of it is templated. */
export function removeSkipPorts(skipPorts: SkipPorts): Fix[] {
  return removeList(skipPorts, l10n.t('Remove skip-inbound-ports (the proxy then handles these ports too)'));
}

/** Removes the annotation. Not offered if a part of it is templated, or if it comes from an alias. */
export function removeList({ annotation }: SkipPorts, title: string): Fix[] {
  const isElsewhere = annotation.alias !== undefined || annotation.valueAlias !== undefined;
  const removal = isElsewhere || isTemplated(annotation) ? undefined : removeMetadata(annotation);
  return fixOf(title, 'suggestion', removal && [removal], false);
}

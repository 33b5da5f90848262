import * as l10n from '@vscode/l10n';
import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { entryFor } from '../../linkerd/catalogue/catalogue.ts';
import type { Environment } from '../../linkerd/environment/environment.ts';
import { type PortList, parsePortList } from '../../linkerd/ports/portList.ts';
import { formatRange } from '../../linkerd/ports/portSet.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../../linkerd/ports/proxyPorts.ts';
import { readSkipPorts, type SkipPorts, skipDirection } from '../../linkerd/ports/skipPorts.ts';
import { inboundDetails, outboundDetails } from './details.ts';
import { outboundDrawing } from './drawing.ts';
import { inertNotice } from './inert.ts';
import { reference } from './links.ts';
import { blocks } from './markdown.ts';
import { portsPhrase } from './ports.ts';
import { summary } from './summary.ts';
import type { Target } from './target.ts';
import { tokenText } from './tokenText.ts';
import { verdict } from './verdict.ts';

/** Explains a skip-ports annotation: the answer first, details below a rule. */
export function skipPortsText({ annotation, token }: Target, environment: Environment): string {
  const skipPorts = readSkipPorts(annotation);
  if (!skipPorts) return blocks(inert(annotation) ?? valueless(annotation), briefly(annotation), reference());
  const isWholeList =
    token?.kind === 'valid' && skipPorts.list.tokens.length === 1 && !namesOwnPort(skipPorts.list);
  const first = token && !isWholeList ? blocks(tokenText(skipPorts, token, environment), '---') : undefined;
  const rest =
    skipPorts.direction === 'inbound'
      ? [verdict(skipPorts, environment), inboundDetails(skipPorts, environment)]
      : [outboundVerdict(skipPorts), outboundDetails(environment)];
  return blocks(first, summary(skipPorts, token), ...rest);
}

function inert(annotation: MetadataEntry): string | undefined {
  const entry = entryFor(annotation.key.value, 'annotation');
  return entry && inertNotice(annotation, entry);
}

function namesOwnPort({ skipped }: PortList): boolean {
  return skipped.has(CONTROL_PORT) || skipped.has(ADMIN_PORT);
}

function outboundVerdict({ list }: SkipPorts): string {
  const [first] = list.skipped.ranges;
  return blocks(
    l10n.t(
      '**Tap and metrics do not depend on it**: they come into the pod, and this list is about what goes out. skip-inbound-ports decides about them.',
    ),
    namesOwnPort(list)
      ? l10n.t(
          'The proxy’s own ports in it do nothing, except on the pods of tap and Prometheus themselves: their requests then leave without mTLS, which breaks tap.',
        )
      : undefined,
    outboundDrawing(first && formatRange(first)),
  );
}

/** What a value means that is no scalar, or none at all. */
function valueless({ valueKind }: MetadataEntry): string {
  if (valueKind === 'null')
    return l10n.t('**There is no value here.** In a merge patch that removes the annotation.');
  return l10n.t(
    '✗ **An annotation’s value is one string**, such as `"8080,9000-9010"`; the API server refuses lists and mappings.',
  );
}

/** The annotation in one sentence, where what it says has no effect. */
function briefly(annotation: MetadataEntry): string {
  const ports =
    portsPhrase({ annotation, list: parsePortList(annotation.value?.value ?? '') }) ??
    l10n.t('the ports it lists');
  if (skipDirection(annotation.key.value) === 'inbound')
    return l10n.t('On a pod it makes inbound connections to {0} skip the Linkerd proxy.', ports);
  return l10n.t('On a pod it makes outbound connections to {0} skip the Linkerd proxy.', ports);
}

import * as l10n from '@vscode/l10n';
import { trimSpace } from '../ports/portList.ts';
import type { PortSet } from '../ports/portSet.ts';
import { parsePolicyPorts, readPortParts } from './policyPorts.ts';
import type { ValueReading } from './reading.ts';

/**
 * Reads a list of opaque ports as all of its readers do. The policy controller drops the whole list if one part is
 * invalid, and does not accept names or 0. The injector and the destination controller accept those, but no space
 * within a range (linkerd2 `pkg/util/parsing.go` ParseContainerOpaquePorts,
 * `policy-controller/k8s/index/src/ports.rs`).
 */
export function readOpaquePorts(text: string): ValueReading<PortSet> {
  const reading = readPortParts(text, (part) =>
    /\s/.test(trimSpace(part)) ? undefined : parsePolicyPorts(part),
  );
  if (reading.isValid || !parsePolicyPorts(text.slice(reading.range.start, reading.range.end)))
    return reading;
  const consequence = l10n.t(
    'The injector and the destination controller ignore it because of the whitespace in the range.',
  );
  return { ...reading, consequence };
}

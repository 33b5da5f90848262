import { trimSpace } from '../ports/portList.ts';
import type { PortSet } from '../ports/portSet.ts';
import { parsePolicyPorts, readPortParts } from './policyPorts.ts';
import type { ValueReading } from './reading.ts';

/**
 * Reads a list of opaque ports as all of its readers do. The policy controller voids the list for one wrong part, and
 * names and 0 are wrong to it; the injector and the destination controller allow those, but no blank within a range
 * (linkerd2 `pkg/util/parsing.go` ParseContainerOpaquePorts, `policy-controller/k8s/index/src/ports.rs`).
 */
export function readOpaquePorts(text: string): ValueReading<PortSet> {
  return readPortParts(text, (part) => (/\s/.test(trimSpace(part)) ? undefined : parsePolicyPorts(part)));
}

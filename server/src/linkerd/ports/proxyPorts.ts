import type { MetadataEntry } from '../../kubernetes/metadataEntry.ts';
import { isTemplated } from '../../kubernetes/metadataEntry.ts';
import { ADMIN_PORT_KEY, CONTROL_PORT_KEY } from '../metadata/linkerdKeys.ts';
import { atoi } from './portList.ts';

/**
 * The control port (4190, where viz tap connects) and the admin port (4191: metrics, probes, shutdown), from
 * linkerd2 `charts/linkerd-control-plane/values.yaml` proxy.ports.
 */
export const CONTROL_PORT = 4190;
export const ADMIN_PORT = 4191;

/** The two ports that the proxy of a pod opens to clients other than its application. */
export interface ProxyPorts {
  readonly control: number;
  readonly admin: number;
}

/**
 * The proxy's own ports for the pod that an annotation belongs to. `control-port` and `admin-port` beside it change
 * them; the injector ignores values that it cannot parse (`inject.go` ApplyAnnotationOverrides). Undefined if a
 * template decides.
 */
export function proxyPorts(annotation: MetadataEntry): ProxyPorts | undefined {
  const control = movedPort(annotation.siblings.get(CONTROL_PORT_KEY), CONTROL_PORT);
  const admin = movedPort(annotation.siblings.get(ADMIN_PORT_KEY), ADMIN_PORT);
  return control === undefined || admin === undefined ? undefined : { control, admin };
}

function movedPort(annotation: MetadataEntry | undefined, standard: number): number | undefined {
  if (!annotation) return standard;
  return isTemplated(annotation) ? undefined : (atoi(annotation.value?.value ?? '') ?? standard);
}

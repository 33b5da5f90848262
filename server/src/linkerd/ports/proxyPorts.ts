import type { AnnotationSite } from '../../kubernetes/metadataEntry.ts';
import { isTemplated } from '../../kubernetes/metadataEntry.ts';
import { ADMIN_PORT_KEY, CONTROL_PORT_KEY } from '../metadata/linkerdKeys.ts';
import { atoi } from './portList.ts';

/**
 * The control port (4190, where viz tap connects) and the admin port (4191: metrics, probes, shutdown), from
 * linkerd2 `charts/linkerd-control-plane/values.yaml` proxy.ports.
 */
export const CONTROL_PORT = 4190;
export const ADMIN_PORT = 4191;

/** The two ports that a pod's proxy listens on for others than its application. */
export interface ProxyPorts {
  readonly control: number;
  readonly admin: number;
}

/**
 * The proxy's own ports for the pod that an annotation belongs to: `control-port` and `admin-port` beside it move
 * them; a value that the injector cannot parse it ignores (`inject.go` ApplyAnnotationOverrides). Undefined where a
 * template decides.
 */
export function proxyPorts(site: AnnotationSite): ProxyPorts | undefined {
  const control = movedPort(site.siblings.get(CONTROL_PORT_KEY), CONTROL_PORT);
  const admin = movedPort(site.siblings.get(ADMIN_PORT_KEY), ADMIN_PORT);
  return control === undefined || admin === undefined ? undefined : { control, admin };
}

function movedPort(site: AnnotationSite | undefined, standard: number): number | undefined {
  if (!site) return standard;
  return isTemplated(site) ? undefined : (atoi(site.value?.value ?? '') ?? standard);
}

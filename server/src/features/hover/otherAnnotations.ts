import * as l10n from '@vscode/l10n';
import type { AnnotationSite } from '../../kubernetes/annotationSite.ts';
import { ADMIN_PORT_KEY, CONTROL_PORT_KEY, OPAQUE_PORTS_KEY } from '../../linkerd/annotations.ts';
import { ADMIN_PORT, CONTROL_PORT } from '../../linkerd/proxyPorts.ts';
import { inertNotice } from './inert.ts';
import { reference } from './links.ts';
import { blocks } from './markdown.ts';

const INJECT_KEY = 'linkerd.io/inject';

/** Explains an annotation that stands beside skip-ports in a few words; undefined for those without an entry here. */
export function otherAnnotation(site: AnnotationSite): string | undefined {
  const text = textOf(site.key.value);
  return text === undefined ? undefined : blocks(inertNotice(site), text, reference());
}

function textOf(key: string): string | undefined {
  switch (key) {
    case OPAQUE_PORTS_KEY:
      return l10n.t(
        '**These ports stay in the mesh without protocol detection**, for protocols in which the server speaks first, such as MySQL or SMTP. mTLS, policy and TCP metrics remain, and tap of the pod keeps working. Read on pods, namespaces and Services.',
      );
    case CONTROL_PORT_KEY:
      return l10n.t(
        '**Moves the proxy’s control port** away from {0}, where its tap server listens. proxy-init follows, but tap still dials {0}, and linkerd-cni still skips {0}: tap breaks.',
        CONTROL_PORT,
      );
    case ADMIN_PORT_KEY:
      return l10n.t(
        '**Moves the proxy’s admin port** away from {0}: metrics, health checks, shutdown. proxy-init follows, linkerd-cni still skips {0}.',
        ADMIN_PORT,
      );
    case INJECT_KEY:
      return l10n.t(
        '**Decides whether a new pod gets the Linkerd proxy**: `enabled`, `disabled` or `ingress`, spelt exactly so. The pod’s own value counts more than its namespace’s.',
      );
    default:
      return undefined;
  }
}

/** The key of the annotation by which {@link POD} skips ports. */
export const SKIP = 'config.linkerd.io/skip-inbound-ports';
/** A pod that skips the port of its Server, which `skip-bypasses-policy` reports if both are read. */
export const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations:
    linkerd.io/inject: enabled
    ${SKIP}: "8080,9090"
spec: {containers: [{name: web, image: web}]}
`;
/** The Server, in a file of its own. */
export const SERVER = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec:
  podSelector: {}
  port: 8080
`;

/** A Server in a file of its own. */
export const SERVER = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, port: 8080}
`;
/** A policy in another file, whose `targetRef` names that Server. */
export const POLICY = `apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata: {name: clients, namespace: shop}
spec:
  targetRef: {group: policy.linkerd.io, kind: Server, name: web}
  requiredAuthenticationRefs: []
`;

/** The range of the Server's name in its own file. */
export const NAME_OF_SERVER = { start: { line: 2, character: 17 }, end: { line: 2, character: 20 } };

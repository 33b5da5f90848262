/** A Deployment whose pods get no proxy unless an overlay says so, with another annotation. */
export function switchedOff(annotation: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      annotations:
        linkerd.io/inject: disabled
        ${annotation}
`;
}

/** Lines of an overlay with which they get one. */
export const SWITCH_ON = `patches:
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}}}
`;

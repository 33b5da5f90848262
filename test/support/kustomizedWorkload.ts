/** A workload called web with lines for its own annotations and those of its pods, as examples of kustomizations have it. */
export function kustomizedWorkload(own = '', pods = '', kind = 'apps/v1 Deployment'): string {
  const lines = (text: string, blanks: string) => text.replace(/^(?=.)/gm, blanks);
  const [apiVersion, name] = kind.split(' ');
  return `apiVersion: ${apiVersion}
kind: ${name}
metadata:
  name: web
  annotations:
    kept: x
${lines(own, '    ')}spec:
  template:
    metadata:
      annotations:
        kept: x
${lines(pods, '        ')}`;
}

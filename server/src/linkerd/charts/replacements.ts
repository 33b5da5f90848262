/** What to write instead of values that charts no longer read, by chart and path; includes everything below them. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  'linkerd-control-plane.controlPlaneTracing': 'controller.tracing.enabled',
  'linkerd-control-plane.controlPlaneTracingNamespace': 'controller.tracing.collector.endpoint',
  'linkerd-control-plane.proxy.tracing.enable': 'proxy.tracing.enabled',
  'linkerd-control-plane.policyController.image': 'controllerImage, controllerImageVersion',
  'linkerd-control-plane.proxyInit.image': 'proxy.image',
  'linkerd-control-plane.proxyInit.resources': 'proxy.resources',
  'linkerd-control-plane.policyControllerResources': 'policyController.resources',
  'linkerd2-cni.cniPluginImage': 'image.name',
  'linkerd2-cni.cniPluginVersion': 'image.version',
};

/** What to write instead of a value that a chart no longer reads; undefined if there is no replacement. */
export function replacementFor(chart: string, path: readonly string[]): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const key = [chart, ...path.slice(0, length)].join('.');
    if (Object.hasOwn(REPLACEMENTS, key)) return REPLACEMENTS[key];
  }
  return undefined;
}

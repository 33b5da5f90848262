import { type Environment, forEachSetting } from '../linkerd/environment/environment.ts';
import type { PartialSettings } from './settings.ts';

/** Which source decided a setting of the environment. */
export type SettingOrigin = 'override' | 'file' | 'editor' | 'detected' | undefined;

/** The source that decided each setting: the strongest layer that sets it, or detection for any other value. */
export function originsOf(
  environment: Environment,
  layers: Readonly<Record<'editor' | 'file' | 'override', readonly PartialSettings[]>>,
): Record<keyof Environment, SettingOrigin> {
  return forEachSetting((name) => {
    const says = (layer: readonly PartialSettings[]) =>
      layer.some((part) => part.environment[name] !== undefined);
    if (says(layers.override)) return 'override';
    if (says(layers.file)) return 'file';
    if (says(layers.editor)) return 'editor';
    return environment[name] === 'auto' ? undefined : 'detected';
  });
}

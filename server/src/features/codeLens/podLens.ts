import * as l10n from '@vscode/l10n';
import type { PlaceElsewhere } from '../../engine/finding.ts';
import type { SourceFile } from '../../engine/sourceFile.ts';
import { locateField } from '../../facts/locateField.ts';
import { readFacts } from '../../facts/readFacts.ts';
import type { Applied, AppliedResource } from '../../mesh/appliedResource.ts';
import { NAME } from '../../mesh/meshReferences.ts';
import { serversOf, servicesOf } from '../../mesh/podsSelectedBy.ts';
import { shiftRange, type TextRange } from '../../text/range.ts';
import { placesOf } from '../navigation/navigation.ts';
import { type NavigationPlace, resourceUnderCursor } from '../navigation/resourceUnderCursor.ts';

/** The places above which a lens stands: the key of each pod template. From the file's beginning. */
export function podTemplates({ documents }: SourceFile): TextRange[] {
  return documents.flatMap(({ document, offset }) =>
    readFacts(document).flatMap(({ facts }, number) => {
      if (facts.type !== 'Workload') return [];
      // A Pod is one itself.
      for (const path of facts.podPath.length > 0 ? [facts.podPath, NAME] : [NAME]) {
        const place = locateField(document, number, path);
        if (place && place.missing.length === 0) return [shiftRange(place.key ?? place.value, offset)];
      }
      return [];
    }),
  );
}

/** What a lens says, and where that is written. */
export interface PodLens {
  readonly title: string;
  readonly places: readonly PlaceElsewhere[];
}

/**
 * The Services and Servers that select the pods of a template; undefined where no workload is at the place any more, and
 * if cancelled.
 */
export async function podLens(place: NavigationPlace, signal: AbortSignal): Promise<PodLens | undefined> {
  const pods = resourceUnderCursor(place)?.applied.filter(({ facts }) => facts.type === 'Workload') ?? [];
  if (pods.length === 0) return undefined;
  const selecting = pods.map((resource) => {
    const pod = resource as Applied<'Workload'>;
    const mesh = place.mesh.seenFrom(pod);
    return { services: servicesOf(mesh, pod).matches, servers: serversOf(mesh, pod).matches };
  });
  const placesFrom = (resources: readonly AppliedResource[]) =>
    placesOf(
      place.mesh,
      resources.map((resource) => ({ resource, at: NAME })),
      signal,
    );
  const services = await placesFrom(selecting.flatMap((found) => found.services));
  const servers = await placesFrom(selecting.flatMap((found) => found.servers));
  if (signal.aborted) return undefined;
  return { title: titleFor(services.length, servers.length), places: [...services, ...servers] };
}

function titleFor(services: number, servers: number): string {
  if (services + servers === 0) return l10n.t('Selected by no Service or Server in these files');
  const parts = [
    ...(services === 1
      ? [l10n.t('1 Service')]
      : services > 1
        ? [l10n.t('{0} Services', String(services))]
        : []),
    ...(servers === 1 ? [l10n.t('1 Server')] : servers > 1 ? [l10n.t('{0} Servers', String(servers))] : []),
  ];
  return l10n.t('Selected by {0}', parts.join(', '));
}

/** The playground's page: the language server in a worker, an editor, and the files of an example or a link. */
import { type Contents, DATA_PLANES, type NamedFile } from './contents.ts';
import { LanguageServer, nameOf } from './languageServer.ts';
import { Playground } from './playground.ts';
import { fromFragment, toFragment } from './shareLink.ts';
import type { TrafficPanel } from './trafficPanel.ts';

/** An example as `examples.json` has it. */
interface Example {
  readonly title: string;
  readonly files: readonly NamedFile[];
}

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
const examplesMenu = byId<HTMLSelectElement>('examples');
const dataPlaneMenu = byId<HTMLSelectElement>('data-plane');
const status = byId('status');
const trafficButton = byId('show-traffic');
const trafficSection = byId('traffic');
let traffic: TrafficPanel | undefined;

// The server takes longest to start, so it comes first.
const server = new LanguageServer(new Worker('server.js'), 'auto', {
  onDiagnostics: (name, diagnostics) => {
    void playground.setDiagnostics(name, diagnostics);
    traffic?.refreshSoon();
  },
});
const playground = new Playground(server, {
  editor: byId('editor'),
  tabs: byId('tabs'),
  problems: byId('problems'),
  tell,
});

function tell(text: string): void {
  status.textContent = text;
}

function show({ dataPlane, files }: Contents): void {
  dataPlaneMenu.value = dataPlane;
  void server.setDataPlane(dataPlane);
  playground.replaceFiles(files);
}

async function start(): Promise<void> {
  const examples: readonly Example[] = await (await fetch('examples.json')).json();
  examplesMenu.append(...examples.map(({ title }, index) => new Option(title, String(index))));
  examplesMenu.addEventListener('change', () => {
    const files = examples[Number(examplesMenu.value)]?.files;
    if (files) playground.replaceFiles(files);
  });
  const shared = await sharedContents();
  const files = examples[0]?.files ?? [{ name: 'pod.yaml', text: '' }];
  if (shared) examplesMenu.selectedIndex = -1;
  show(shared ?? { dataPlane: 'auto', files });
}

async function sharedContents(): Promise<Contents | undefined> {
  try {
    return await fromFragment(location.hash);
  } catch (error) {
    tell(`${(error as Error).message} Here is an example instead.`);
    return undefined;
  }
}

/** Most people come for the findings, so what draws is loaded only now. */
async function toggleTraffic(): Promise<void> {
  trafficSection.hidden = !trafficSection.hidden;
  trafficButton.ariaExpanded = String(!trafficSection.hidden);
  if (!traffic) {
    const { TrafficPanel } = await import('./trafficPanel.ts');
    traffic = new TrafficPanel(trafficSection, {
      server,
      current: () => playground.current,
      reveal: (uri, range) => playground.reveal(nameOf(uri), range),
      tell,
    });
  }
  await traffic.refresh();
}

async function share(): Promise<void> {
  const dataPlane = DATA_PLANES.find((it) => it === dataPlaneMenu.value) ?? 'auto';
  try {
    history.replaceState(null, '', await toFragment({ dataPlane, files: playground.files() }));
  } catch (error) {
    tell((error as Error).message);
    return;
  }
  // Without permission, or on a page without TLS, the address bar has the link all the same.
  await navigator.clipboard?.writeText(location.href).then(
    () => tell('The link is in the clipboard. It contains the files.'),
    () => tell('The link is in the address bar. It contains the files.'),
  );
}

dataPlaneMenu.addEventListener('change', () => {
  const dataPlane = DATA_PLANES.find((it) => it === dataPlaneMenu.value);
  if (dataPlane) void server.setDataPlane(dataPlane);
});
trafficButton.addEventListener('click', () => void toggleTraffic());
byId('share').addEventListener('click', () => void share());
byId('add').addEventListener('click', () => playground.addFile());
byId('rename').addEventListener('click', () => playground.renameFile());
byId('remove').addEventListener('click', () => playground.removeFile());
window.addEventListener('hashchange', async () => {
  const shared = await sharedContents();
  if (shared) show(shared);
});
void start();

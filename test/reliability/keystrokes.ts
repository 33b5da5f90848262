/** A day of editing with the real server: files are opened, typed in and closed, and its memory stays level. */
import { once } from 'node:events';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ServerClient } from '../server/serverClient.ts';
import { Random } from './random.ts';
import { Failed, longRun } from './run.ts';

/** Keystrokes in a file before it is closed. */
const KEYS_OF_ONE_FILE = 100;

/** Keystrokes between two answers that the client waits for: a person who types does not wait. */
const KEYS_AT_ONCE = 20;

/** Samples of memory that are taken in a run. */
const SAMPLES = 40;

/** What is typed; `\b` takes the last character away. */
const KEYS = [...' \n:-#"\'{}[],0489abklinerdsw.\b\b\b\b'];

longRun(async ({ count, seed, texts }) => {
  const random = new Random(seed);
  const client = await ServerClient.start({
    nodeArguments: ['--expose-gc', '--require', './test/server/heapReport.cjs'],
  });
  const files = Math.ceil(count / KEYS_OF_ONE_FILE);
  const samples: number[] = [];
  for (let file = 0; file < files; file++) {
    const uri = `file:///w/file${file}.yaml`;
    await type(client, uri, random.of(texts), random);
    if ((file + 1) % Math.ceil(files / SAMPLES) === 0) samples.push(await heapOf(client));
  }
  const status = await client.stop();
  // In the first fifth the engine is still compiled, and caches fill.
  const level = samples.slice(Math.ceil(samples.length / 5));
  const figures = {
    files,
    megabytes: samples.map((bytes) => Math.round(bytes / 100_000) / 10),
    growth: `${Math.round(1000 * (Math.max(...level) / (level[0] ?? 0) - 1)) / 10} %`,
  };
  if (status !== 0) throw new Failed(`The server ended with ${status}.`);
  if (Math.max(...level) > 1.1 * (level[0] ?? 0))
    throw new Failed(`The memory is not level: ${JSON.stringify(figures)}`);
  return figures;
});

async function type(client: ServerClient, uri: string, text: string, random: Random): Promise<void> {
  await client.open(uri, text);
  const document = TextDocument.create(uri, 'yaml', 1, text);
  let at = random.below(text.length + 1);
  for (let version = 2; version <= KEYS_OF_ONE_FILE + 1; version++) {
    // Now and then the cursor is put elsewhere.
    if (random.below(20) === 0) at = random.below(document.getText().length + 1);
    const key = random.of(KEYS);
    const start = key === '\b' ? Math.max(0, at - 1) : at;
    const range = { start: document.positionAt(start), end: document.positionAt(at) };
    const change = { range, text: key === '\b' ? '' : key };
    at = start + change.text.length;
    TextDocument.update(document, [change], version);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
    if (version % KEYS_AT_ONCE === 0) await ask(client, uri, document.positionAt(at));
  }
  await client.pushed(uri, KEYS_OF_ONE_FILE + 1);
  await client.close(uri);
  client.published.length = 0;
}

/** What an editor asks while a person types. */
async function ask(client: ServerClient, uri: string, position: object): Promise<void> {
  const textDocument = { uri };
  await client.connection.sendRequest('textDocument/completion', { textDocument, position });
  await client.connection.sendRequest('textDocument/hover', { textDocument, position });
}

/** Bytes that live on the server's heap. */
async function heapOf(client: ServerClient): Promise<number> {
  const answered = once(client.process, 'message');
  client.process.send('heap');
  const [bytes] = (await answered) as [number];
  return bytes;
}

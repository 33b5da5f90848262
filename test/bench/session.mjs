/** Drives a language server over stdio, as an editor does, and times its answers. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { start } from '../../scripts/project/processes.mjs';

const SHOP = 'file:///shop/manifests.yaml';
const CAPABILITIES = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } },
};

/** One server process with one open document. */
export class Session {
  #process;
  #connection;
  #death;
  #version = 0;
  #began = performance.now();
  #answered = () => {};
  #uri;

  /**
   * Starts a server and shakes hands. `settings` by section are what it gets when it asks; `uri` is that of the document,
   * which no file needs to have.
   */
  static async start(script, settings = {}, environment = process.env, uri = SHOP) {
    const session = new Session();
    session.#uri = uri;
    await session.#start(script, settings, environment);
    return session;
  }

  async #start(script, settings, env) {
    this.#process = start(process.execPath, [script, '--stdio'], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#death = once(this.#process, 'exit').then(([code]) =>
      Promise.reject(new Error(`${script} exited with ${code}.`)),
    );
    // Requests that wait for an answer fail; at the end there are none.
    this.#death.catch(() => {});
    const { stdin, stdout } = this.#process;
    this.#connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }) => settings[section] ?? null),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', (params) => {
      if (params.uri === this.#uri) this.#answered(params);
    });
    this.#connection.listen();
    const initialize = { processId: process.pid, rootUri: null, capabilities: CAPABILITIES };
    const ready = this.#connection.sendRequest('initialize', { ...initialize, workspaceFolders: null });
    await Promise.race([ready, this.#death]);
    await this.#connection.sendNotification('initialized', {});
  }

  /**
   * Opens the document; gives the milliseconds until its diagnostics, those since the process was started, and how many
   * diagnostics there are.
   */
  async open(text) {
    const textDocument = { uri: this.#uri, languageId: 'yaml', version: this.#version + 1, text };
    const answer = await this.#timed('textDocument/didOpen', { textDocument });
    return { ...answer, sinceStart: performance.now() - this.#began };
  }

  /** Types one character. Gives the milliseconds until the diagnostics of the new version. */
  type(position, character) {
    return this.#change({ start: position, end: position }, character);
  }

  /** Takes one character away again, in the same way. */
  erase({ line, character }) {
    return this.#change({ start: { line, character }, end: { line, character: character + 1 } }, '');
  }

  #change(range, text) {
    const textDocument = { uri: this.#uri, version: this.#version + 1 };
    return this.#timed('textDocument/didChange', { textDocument, contentChanges: [{ range, text }] });
  }

  async #timed(method, params) {
    const version = ++this.#version;
    const answer = new Promise((resolve) => {
      // A server that names no version sends one answer for each change.
      this.#answered = (params) =>
        (params.version ?? version) === version && resolve(params.diagnostics.length);
    });
    const began = performance.now();
    await this.#connection.sendNotification(method, params);
    const findings = await Promise.race([answer, this.#death]);
    return { ms: performance.now() - began, findings };
  }

  /** Megabytes that the server occupies; undefined where the system does not tell in the way of Linux. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  /** CPU milliseconds that the server has taken: all its threads, and the one that runs JavaScript. Linux only. */
  cpu() {
    const { pid } = this.#process;
    const ofThread = (id) =>
      Number(/^\d+/.exec(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8'))) / 1e6;
    const threads = readdirSync(`/proc/${pid}/task`);
    return {
      process: threads.reduce((sum, id) => sum + ofThread(id), 0),
      mainThread: ofThread(pid),
    };
  }

  /** Ends the server in the protocol's way. */
  async stop() {
    const exited = once(this.#process, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await exited;
    this.#connection.dispose();
  }
}

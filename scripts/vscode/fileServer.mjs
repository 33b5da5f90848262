/** Serves folders to a browser, like a host of static files, or the server from which vscode.dev loads extensions. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

/** Browsers reject scripts, style sheets and pages without their types; no other file that we serve needs one. */
const types = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** The window has another origin. */
const headers = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, PUT' };

/**
 * @typedef {object} FileServer
 * @property {(path: string) => URL} address of a file, or of a folder without a trailing slash
 * @property {() => void} stop
 */

/**
 * Serves on a free port of this machine only.
 *
 * @param {Record<string, string>} folders folders on the disk by their names in URLs, without slashes
 * @param {(name: string, contents: string) => Promise<unknown>} receive called with files that are sent by PUT to any
 * URL
 * @returns {Promise<FileServer>}
 */
export async function serveFiles(folders, receive) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [name, ...path] = pathname.slice(1).split('/');
    try {
      const body = await answer(request, folders[name], path.map(decodeURIComponent), receive);
      response.writeHead(200, { ...headers, 'content-type': types[extname(pathname)] ?? 'text/plain' });
      response.end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: (path) => new URL(path, `http://127.0.0.1:${server.address().port}/`),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(request, folder, path, receive) {
  if (request.method === 'OPTIONS') return '';
  if (request.method !== 'PUT') return readFile(join(folder, ...path));
  request.setEncoding('utf8');
  let contents = '';
  for await (const chunk of request) contents += chunk;
  await receive(path.at(-1), contents);
  return '';
}

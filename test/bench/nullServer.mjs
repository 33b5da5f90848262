/**
 * The floor: a language server without language. It keeps the open document's text and its line starts, applies
 * incremental edits, and answers every version with no diagnostics. It uses no library, so that nothing but Node, the
 * pipe and the text is in its figures.
 */

let received = Buffer.alloc(0);
let text = '';
let lineStarts = [0];

process.stdin.on('data', (chunk) => {
  received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
  for (let message = takeMessage(); message; message = takeMessage()) handle(message);
});

/** The next whole message, if it has arrived. */
function takeMessage() {
  const headerEnd = received.indexOf('\r\n\r\n');
  if (headerEnd === -1) return undefined;
  const start = headerEnd + 4;
  const length = Number(/Content-Length: (\d+)/i.exec(received.toString('latin1', 0, headerEnd))[1]);
  if (received.length < start + length) return undefined;
  const message = JSON.parse(received.toString('utf8', start, start + length));
  received = received.subarray(start + length);
  return message;
}

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function handle({ id, method, params }) {
  if (method === 'initialize') send({ id, result: { capabilities: { textDocumentSync: 2 } } });
  else if (method === 'textDocument/didOpen') replace(params.textDocument.text, params.textDocument);
  else if (method === 'textDocument/didChange') replace(edited(params.contentChanges), params.textDocument);
  else if (method === 'exit') process.exit(0);
  else if (id !== undefined) send({ id, result: null });
}

function replace(newText, { uri, version }) {
  text = newText;
  lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  send({ method: 'textDocument/publishDiagnostics', params: { uri, version, diagnostics: [] } });
}

/** The driver sends one change at a time, so line starts are needed only once per message. */
function edited([{ range, text: inserted }]) {
  const offset = ({ line, character }) => lineStarts[line] + character;
  return text.slice(0, offset(range.start)) + inserted + text.slice(offset(range.end));
}

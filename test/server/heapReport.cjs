// Loaded into the server before anything else: answers any message on its channel with the bytes that its heap takes.
process.on('message', () => {
  globalThis.gc();
  process.send(process.memoryUsage().heapUsed);
});

const { getHeapSpaceStatistics } = require('node:v8');

// Loaded into the server before anything else: answers any message on its channel with what its heap takes, in bytes.
process.on('message', () => {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  globalThis.gc();
  process.send({ used: process.memoryUsage().heapUsed, young: young.space_size });
});

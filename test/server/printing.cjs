// Loaded into the server before anything else: prints any message on its channel, as a library might.
process.on('message', (text) => {
  console.log(text);
  process.send('printed');
});

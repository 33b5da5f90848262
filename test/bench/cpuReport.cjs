const { writeSync } = require('node:fs');

// Loaded into a program before anything else: writes the CPU time of the whole process, in ms, and its peak memory, in kB,
// when it ends.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, `${(user + system) / 1000} ${process.resourceUsage().maxRSS}`);
});

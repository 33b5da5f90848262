/** The floor of the command line: walks a folder, reads every file, and searches each once. Prints how many match. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let matches = 0;

function walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path);
    else if (readFileSync(path, 'utf8').includes('linkerd')) matches++;
  }
}

walk(process.argv[2]);
console.log(matches);

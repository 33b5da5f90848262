/** Where to type: places spread evenly over a text. */

/** Behind the last port of a skip list. One more digit there makes another valid port. */
const IN_SKIP_LIST = /skip-inbound-ports"?: "[\d, ]*(?=")/;

/** Behind an image's name. */
const IN_IMAGE = /\bimage: "[^"]*(?=")/;

/** `count` places inside skip lists. */
export function skipListPlaces(text, count) {
  return spread(placesOf(text, IN_SKIP_LIST), count);
}

/** `count` places in YAML documents that do not mention Linkerd. */
export function otherPlaces(text, count) {
  const lines = text.split('\n');
  const numbers = documentNumbers(lines);
  const linkerd = new Set(numbers.filter((_, line) => lines[line].includes('linkerd')));
  const places = placesOf(text, IN_IMAGE).filter(({ line }) => !linkerd.has(numbers[line]));
  return spread(places, count);
}

/** The place in the skip list of the probe. */
export function probePlace(text) {
  const probe = text.slice(0, text.indexOf('name: probe')).split('\n').length;
  return placesOf(text, IN_SKIP_LIST).find(({ line }) => line > probe);
}

function placesOf(text, pattern) {
  return text.split('\n').flatMap((content, line) => {
    const match = pattern.exec(content);
    return match ? [{ line, character: match.index + match[0].length }] : [];
  });
}

/** For each line the number of the YAML document that it belongs to. */
function documentNumbers(lines) {
  let number = 0;
  return lines.map((line) => (line === '---' ? ++number : number));
}

/** As many places as wanted, spread evenly; where there are fewer, they come again. */
function spread(places, count) {
  const step = Math.max(1, places.length / count);
  return Array.from({ length: count }, (_, index) => places[Math.floor(index * step) % places.length]);
}

/** As much of Node's `process` as the stand-in for `node:assert` asks for while it loads. */
export const process = { env: {}, argv: [], versions: {} };

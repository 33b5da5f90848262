/** Stands in for `node:assert/strict`, which a browser lacks. */
import assert from 'assert/';

export default assert.strict;

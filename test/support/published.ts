import { publishedSchemas } from '../../src/published-schemas.js';

/** The schemas of the package, made once for all test files of a thread. */
export const published = publishedSchemas();

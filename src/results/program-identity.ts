import * as z from 'zod/mini';
import { described } from '../input/schema-fields.js';
import { modelVersion } from '../model-version.js';
import { programVersion } from '../program-version.js';

/** What made a document, and the model behind its numbers: in all that is published. */
export const programIdentity = { program_version: programVersion, model_version: modelVersion };

export const programIdentityShape = {
  program_version: described(z.string(), 'Version of guestperf-sim'),
  model_version: z.string(),
};

import { modelVersion } from '../model-version.js';
import { programName, programVersion } from '../program-version.js';

/** What `--version` prints: the program's version and that of the model behind its numbers. */
export const versionText = `${programName} ${programVersion} (model ${modelVersion})\n`;

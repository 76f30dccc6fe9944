import packageJson from '../../package.json' with { type: 'json' };
import { modelVersion } from '../model-version.js';

/** What `--version` prints: the program's version and that of the model behind its numbers. */
export const versionText = `${packageJson.name} ${packageJson.version} (model ${modelVersion})\n`;

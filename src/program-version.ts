import packageJson from '../package.json' with { type: 'json' };
import { modelVersion } from './model-version.js';

export const programName = packageJson.name;

/** Changes with every release. */
export const programVersion = packageJson.version;

/** What `--version` prints: the program's version and that of the model behind its numbers. */
export const versionText = `${programName} ${programVersion} (model ${modelVersion})\n`;

/** Whether a command line asks for the version and nothing else. */
export function asksVersion([first]: readonly string[]): boolean {
  return first === '--version' || first === '-V' || first === 'version';
}

import packageJson from '../package.json' with { type: 'json' };

export const programName = packageJson.name;

/** Changes with every release. */
export const programVersion = packageJson.version;

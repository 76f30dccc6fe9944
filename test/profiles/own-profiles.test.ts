import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';

const home = temporaryFolder();
const hosts = join(home, '.config/guestperf-sim/hosts');
mkdirSync(hosts, { recursive: true });
copyFileSync(join(packageRoot(), 'profiles/hosts/smartx-v1.json'), join(hosts, 'my-lab.json'));
const small = ['run', '--stress-mem', '64', '--format', 'json'];

test.each([{ HOME: home }, { HOME: '/nowhere', XDG_CONFIG_HOME: join(home, '.config') }])(
  'a host profile of the user is found by its name with %j',
  async (environment) => {
    const { code, out, err } = await run([...small, '--host', 'my-lab'], { environment });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe((await run([...small, '--host', 'smartx-v1'])).out);
  },
);

test('it is named among what is allowed, and in the help', async () => {
  const environment = { HOME: home };
  const wrong = await run([...small, '--host', 'my-lob'], { environment });
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('did you mean my-lab?') });
  expect((await run(['help', 'hosts'], { environment })).out).toContain('  my-lab');
});

test('elsewhere it is not known', async () => {
  expect(await run([...small, '--host', 'my-lab'])).toMatchObject({ code: 2, out: '' });
});

test('a name that is shipped as well is refused, and says where the file is', async () => {
  const other = temporaryFolder();
  const folder = join(other, 'guestperf-sim/hosts');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(hosts, 'my-lab.json'), join(folder, 'smartx-v1.json'));
  const environment = { XDG_CONFIG_HOME: other };
  const { code, err } = await run([...small, '--host', 'smartx-v1'], { environment });
  expect({ code, err }).toEqual({
    code: 2,
    err: `error: --host: smartx-v1 is a shipped host profile, and ${folder}/smartx-v1.json is yours: give that file, or another name to it\n`,
  });
  // The folder counts for that command line alone.
  expect(loadHostProfile('smartx-v1').name).toBe('smartx-v1');
});

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Checks out a commit of a repository into a folder, installs what it needs and builds it. */
export function checkOutBase(repository, commit, folder) {
  const archive = join(folder, '..', 'base.tar');
  const inherit = { stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync('git', ['-C', repository, 'archive', '--output', archive, commit], inherit);
  execFileSync('tar', ['-xf', archive, '-C', folder], inherit);
  // This also builds: the package has a script "prepare".
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { ...inherit, cwd: folder });
  return folder;
}

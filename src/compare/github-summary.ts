import { InputError } from '../input/input-error.js';
import { AppendedFile } from '../cli/files/appended-file.js';
import type { Terminal } from '../cli/terminal.js';

const option = '--github-summary';

/**
 * The file in which GitHub collects the summary of a step.
 *
 * @throws InputError if the environment does not name one
 */
export function githubSummaryFile({ environment }: Terminal): string {
  const file = environment['GITHUB_STEP_SUMMARY'];
  if (file) return file;
  const problem = '$GITHUB_STEP_SUMMARY is not set: this is not a step of a GitHub workflow';
  throw new InputError({ subject: option, problem });
}

/** Adds a text to that file, which may hold what other commands of the step wrote. */
export function appendGithubSummary(file: string, text: string): void {
  const summary = new AppendedFile(file, option);
  try {
    summary.append(`${text}\n`);
  } finally {
    summary.close();
  }
}

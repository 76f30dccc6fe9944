import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argumentsOf } from './line.mjs';

/** No line that is drawn takes nearly as long; one that hangs is ended and reported so. */
const timeoutMs = 120_000;

/**
 * Runs all steps of a line in a folder of its own, and collects everything that can be seen of it.
 *
 * @returns {Promise<Map<string, string>>} texts: `exit`, `stdout`, `stderr`, and each file by name
 */
export async function observe(root, line, { folder, inputs }) {
  prepareFolder(line, folder, inputs);
  const seen = { exit: [], stdout: [], stderr: [] };
  for (const step of line.steps) {
    if (step.cut !== undefined) tear(join(folder, step.cut));
    const result = await startProgram(root, argumentsOf(step), folder, line.environment);
    for (const [name, texts] of Object.entries(seen)) texts.push(result[name]);
  }
  const streams = Object.entries(seen).map(([name, texts]) => [name, texts.join('\n')]);
  const files = readTree(folder).map(([name, text]) => [`file ${name}`, text]);
  const neutral = (text) => text.replaceAll(folder, '<folder>').replaceAll(root, '<program>');
  return new Map([...streams, ...files].map(([name, text]) => [name, neutral(text)]));
}

function prepareFolder({ files, inputs: names }, folder, inputs) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(inputs, name), join(folder, name));
  }
}

/** Cuts a file of records in the middle of one, as a program leaves it that is killed. */
function tear(file) {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // The step before has written nothing: then there is nothing to tear.
    return;
  }
  const lines = text.split('\n');
  const kept = Math.ceil(lines.length / 2);
  const torn = (lines[kept] ?? '').slice(0, 20);
  writeFileSync(file, `${lines.slice(0, kept).join('\n')}\n${torn}`);
}

/** Starts the program of a checkout without a terminal and with an environment of its own. */
export function startProgram(root, args, folder, environment) {
  const program = join(root, 'bin', 'guestperf-sim.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', TZ: 'UTC', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const chunks = { stdout: [], stderr: [] };
  child.stdout.on('data', (chunk) => chunks.stdout.push(chunk));
  child.stderr.on('data', (chunk) => chunks.stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const [stdout, stderr] = [chunks.stdout, chunks.stderr].map(decodedChunks);
      resolve({ exit: String(code ?? signal), stdout, stderr });
    });
  });
}

/** All files of a folder and of those in it: their names from there, and their content. */
function readTree(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(folder.length + 1), decoded(readFileSync(path))]);
}

function decodedChunks(chunks) {
  return decoded(Buffer.concat(chunks));
}

/** Text from bytes without loss: bytes that are no UTF-8 become a character each. */
function decoded(bytes) {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('latin1');
}

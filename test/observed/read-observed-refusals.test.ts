import { describe, expect, test } from 'vitest';
import { readObserved } from '../../src/observed/read-observed.js';
import { answer, at, lines, ram } from '../support/observed-answers.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const source = { file: 'log', option: '--input' };
const refusal = (text: string) => inputErrorOf(() => readObserved(text, source)).message;

describe('what does not fit is told in one sentence', () => {
  const slow = { ...ram, mbps: 10 };
  test.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    [
      lines({ return: [{ capability: 'xbzrle', state: true }] }),
      'holds no answer to query-migrate',
    ],
    ['hello', 'is nothing that is read here (line 1)'],
  ])('%j', (text, problem) => {
    expect(refusal(text)).toContain(problem);
    expect(refusal(text)).toContain('virsh domjobinfo');
  });

  test.each([
    [
      'a torn line',
      `${lines(at(1))}\n{"status":"act`,
      'is not JSON, or was cut short (line 2, column',
    ],
    [
      'a torn line before others',
      `${lines(at(1))}\n{"status":"active"\n${lines(at(3))}`,
      '(line 2, column',
    ],
    ['an open text', `${lines(at(1))}\n{\n"status":"act\n}`, '(line 3, column'],
    ['a list without an end', `[\n${lines(at(1))},`, 'was cut short (line 2'],
    [
      'time that goes back',
      lines(at(300), at(200)),
      'log: line 2: total-time falls from 300 to 200 ms: answers of two migrations?',
    ],
    [
      'another one after the end',
      lines({ status: 'cancelled' }, at(1)),
      'line 2: a migration is active after one has cancelled',
    ],
    [
      'another guest',
      lines(at(1), at(2, { ram: { ...ram, total: 4096 } })),
      'line 2: the RAM changes from 1073741824 to 4096 bytes: answers of two guests?',
    ],
    [
      'a clock that goes back',
      lines({ seconds: 2, query_migrate: at(1) }, { seconds: 1, query_migrate: at(2) }),
      'seconds falls from 2 to 1 s',
    ],
    [
      'a clock in ms',
      lines({ seconds: 200, query_migrate: at(200) }, { seconds: 400, query_migrate: at(400) }),
      'line 2: while total-time counts 200 ms, seconds counts 200 s: is one of them in another unit?',
    ],
    [
      'a total in seconds',
      lines({ ...at(50), status: 'completed', ram: slow }),
      'total-time counts 50 ms, and what was sent needs 400000 ms',
    ],
    [
      'a clock that is none',
      lines({ seconds: 'x', query_migrate: at(1) }),
      'line 1: seconds: "x" is no time',
    ],
    ['a number that cannot be', lines(at(-1)), 'line 1: total-time: -1 is out of range'],
    [
      'a number in RAM',
      lines(at(1), at(2, { ram: { ...ram, remaining: 1e300 } })),
      'line 2: ram.remaining: 1e+300 is out of range',
    ],
    ['a status that is not known', lines(at(1, { status: 'activ' })), 'did you mean active?'],
    [
      'something else in a list',
      JSON.stringify([answer, 7]),
      'line 1, answer 2: is not an answer to query-migrate',
    ],
    ['another document', lines({ hello: 1 }), 'line 1: is not an answer to query-migrate'],
    [
      'an error of QEMU',
      lines({ error: { class: 'GenericError', desc: 'no\u001b[2J' } }),
      'line 1: is an error of QEMU: no\\u001b[2J',
    ],
  ])('%s', (_name, text, message) => {
    expect(refusal(text)).toContain(message);
  });
});

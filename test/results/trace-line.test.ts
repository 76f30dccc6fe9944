import { expect, test } from 'vitest';
import { traceLine } from '../../src/results/trace-line.js';
import { sampleScenario } from './sample-results.js';

test('a line names its run and its time to the nanosecond', () => {
  const event = { event: 'throttle', from_percent: 20, to_percent: 30 } as const;
  expect(traceLine(sampleScenario({ seed: 's', repeat: 2 }), 0.1 + 0.2, event)).toBe(
    '{"seed":"s","repeat":2,"stress_mem_mb":3000,"t_ms":0.3,"event":"throttle","from_percent":20,"to_percent":30}\n',
  );
});

import { expect, test } from 'vitest';
import { checkedStrategy } from '../../src/strategies/checked-strategy.js';
import { strategyModule } from '../../src/strategies/strategy-module.js';
import { strategyTemplate } from '../../src/new-strategy/strategy-template.js';
import { run } from '../cli/program.js';

test.each([
  [
    'Gentle',
    'NAME: Gentle is not a name; allowed: a small letter, then up to 40 small letters, digits and hyphens',
  ],
  [
    '../x',
    "NAME: '../x' is not a name; allowed: a small letter, then up to 40 small letters, digits and hyphens",
  ],
  ['v2', 'NAME: v2 is the name of a shipped strategy'],
])('new-strategy %s is refused', async (name, message) => {
  expect(await run(['new-strategy', name])).toEqual({
    code: 2,
    out: '',
    err: `error: ${message}\n`,
  });
});

test('the template is a strategy with both rules', () => {
  const { definition } = strategyModule(strategyTemplate('mine'), 'mine.mjs')();
  expect(checkedStrategy(definition).name).toBe('mine');
  expect(Object.keys(definition)).toEqual(['name', 'settings', 'state', 'throttle', 'sync']);
});

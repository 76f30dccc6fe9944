import { simulate } from '../engines/simulate.js';
import { explainRun } from '../explain/explain-run.js';
import type { TimedTraceEvent } from '../explain/story.js';
import type { FindStories } from './challenge-record.js';
import type { Find } from './challenge.js';
import type { Contender } from './contender.js';
import { type Contest, contestScenario } from './contest.js';

/** The stories of a find in plain words: its first run is simulated again, with its trace. */
export function findStories(contest: Contest, { simplest }: Find): FindStories {
  const storyOf = (contender: Contender): string[] => {
    const events: TimedTraceEvent[] = [];
    const result = simulate(contestScenario(contest, contender, simplest.point), {
      trace: (timeMs, event) => events.push({ timeMs, event }),
    });
    return explainRun(result, events);
  };
  return { own: storyOf(contest.strategy), other: storyOf(contest.against) };
}

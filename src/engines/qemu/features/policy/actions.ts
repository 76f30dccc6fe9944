import type { ActionsSettings } from '../../../../profiles/policy.js';
import type { PlannedAction, PolicyPlan } from './policy-plan.js';

/** A manager of the user's own, whose actions the file lists with their times. */
export function actionsPlan({ pollMs, actions }: ActionsSettings): PolicyPlan {
  const planned = actions.map(plannedAction);
  const first = planned.find((each) => each.do === 'set-downtime-limit' && each.seconds === 0);
  return {
    pollMs,
    countsFrom: 'command',
    firstDowntimeLimitMs: first?.do === 'set-downtime-limit' ? first.milliseconds : null,
    actions: planned,
  };
}

function plannedAction(listed: ActionsSettings['actions'][number]): PlannedAction {
  const due = { after: 'start', seconds: listed.afterSeconds } as const;
  switch (listed.action) {
    case 'set-downtime-limit':
      return { do: listed.action, milliseconds: listed.downtimeLimitMs, ...due };
    case 'pause':
      return { do: 'pause', ...due };
    case 'abort':
      return { do: 'abort', reason: 'policy-completion-timeout', ...due };
    case 'postcopy':
      return { do: 'postcopy', ...due };
  }
}

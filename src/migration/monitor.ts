import type { PausePlan } from './stop-condition-names.js';
import { kindsOfWork } from '../sim/work-budget.js';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, ns } from '../sim/time.js';
import type { VirtualClock } from '../sim/virtual-clock.js';
import type { ProgressSample } from './progress.js';
import { CpuTimesTable, SampleTable } from './sample-table.js';

/** guestperf asks query-migrate every 50 ms, and says so on every 20th answer. */
export const POLL_NS = 50 * NS_PER_MS;
const SAMPLE_NS = 20 * POLL_NS;
/** A second of virtual time, whether samples of it are kept or not. */
export const SAMPLE_WORK = 200;
/** An answer that is kept, and what a report says of it: about a byte each. */
const KEPT_ANSWER_WORK = 600;
/** The CPU times of a second, as much again. */
const KEPT_CPU_WORK = 600;
/** One more CPU time in them. */
const KEPT_VCPU_WORK = 10;

export interface MonitorLimits {
  /** Cancelled when dirty-sync-count is greater than this. */
  readonly maxIterations: number;
  /** Cancelled when more than this has passed. */
  readonly maxTime: Nanoseconds;
}

/** Who cancelled: guestperf, an operator's policy, or a strategy. */
export type CancelReason =
  | 'max-iters'
  | 'max-time'
  | 'policy-completion-timeout'
  | 'policy-progress-timeout'
  | 'strategy-give-up';

/** Who reads the CPU times of the source's threads, once a second. */
export interface CpuSampler {
  /** Those that have clocks of their own; one if all have the same. */
  readonly vcpus: number;
  /** Adds those of now. */
  sample(polledAtMs: number, table: CpuTimesTable): void;
}

/** guestperf's pause of the guest: QMP `stop`, once, at a poll. */
export interface PollPause {
  readonly plan: PausePlan;
  /** Stops the guest; a second call does nothing. */
  stop(now: Nanoseconds): void;
}

/** guestperf's switch to postcopy: QMP migrate-start-postcopy, at a poll. */
export interface PollPostcopy {
  /** dirty-sync-count at which it switches. */
  readonly dirtySyncCount: number;
  /** A second call does nothing. */
  start(): void;
}

/**
 * guestperf's side of a migration (engine.py): polls, records a sample when the iteration count has
 * grown, and cancels. Only the polls at which something can happen are simulated: the first one
 * after each sync, one a second, and the first one past the time limit.
 */
export class Monitor {
  readonly history: ProgressSample[] = [];
  readonly samples = new SampleTable();
  /** CPU times of each sample. */
  readonly cpuSamples = new CpuTimesTable();
  /** Whether history and samples are kept. Where they are not, their time still counts as work, but less. */
  keepsAnswers = true;
  cancelReason: CancelReason | null = null;
  private scheduledPoll: Nanoseconds = ns(-1);
  private lastPoll: Nanoseconds = ns(0);
  /** The iteration count of the last answer in the history; -1 while there is none. */
  private lastCount = -1;

  constructor(
    private readonly clock: VirtualClock,
    private readonly limits: MonitorLimits,
    private readonly query: (polledAtMs: number) => ProgressSample,
    private readonly pause: PollPause | null = null,
    private readonly cpu: CpuSampler | null = null,
    private readonly postcopy: PollPostcopy | null = null,
    /** By how much each poll is later than a multiple of 50 ms. */
    private readonly phase: Nanoseconds = ns(0),
  ) {
    const seconds = Math.max(0, Math.floor((clock.now - phase) / SAMPLE_NS));
    clock.schedule(ns(phase + (seconds + 1) * SAMPLE_NS), this.sampleEachSecond);
    clock.schedule(this.nextPoll(limits.maxTime), (now) => this.poll(now));
    if (pause !== null && pause.plan.at === 'time') {
      clock.schedule(this.pollAt(ns(pause.plan.seconds * NS_PER_S)), (now) => this.poll(now));
    }
    this.afterSync();
  }

  /** The first poll after `time`. */
  nextPoll(time: Nanoseconds): Nanoseconds {
    return ns(this.phase + (Math.max(0, Math.floor((time - this.phase) / POLL_NS)) + 1) * POLL_NS);
  }

  /** The first poll at or after `time`; the first one of all comes after 50 ms. */
  private pollAt(time: Nanoseconds): Nanoseconds {
    return ns(this.phase + Math.max(1, Math.ceil((time - this.phase) / POLL_NS)) * POLL_NS);
  }

  /** When guestperf sees the end of the migration, and sends `cont` if it has paused the guest. */
  seesEndAt(end: Nanoseconds): Nanoseconds {
    return this.pollAt(end);
  }

  /** Somebody cancels the migration; the first one counts. */
  cancel(reason: CancelReason): void {
    this.cancelReason ??= reason;
  }

  /** The iteration count has grown: the next poll will see it. */
  afterSync(): void {
    const next = this.nextPoll(this.clock.now);
    if (this.scheduledPoll === next) return;
    this.scheduledPoll = next;
    this.clock.schedule(next, (now) => this.poll(now));
  }

  /** The last answer, once the migration has ended. */
  finish(): void {
    // What made guestperf cancel was an answer before the last one.
    const poll = Math.max(this.pollAt(this.clock.now), this.lastPoll + POLL_NS);
    this.keep(this.query(poll / NS_PER_MS));
    if ((poll - this.phase) % SAMPLE_NS === 0) this.sample(ns(poll));
  }

  private poll(now: Nanoseconds): void {
    this.lastPoll = now;
    const sample = this.query(now / NS_PER_MS);
    if (this.lastCount < sample.dirtySyncCount) {
      this.lastCount = sample.dirtySyncCount;
      this.keep(sample);
    }
    if (this.cancelReason !== null) return;
    if (sample.dirtySyncCount > this.limits.maxIterations) this.cancel('max-iters');
    else if (now > this.limits.maxTime) this.cancel('max-time');
    else this.act(sample, now);
  }

  private act(sample: ProgressSample, now: Nanoseconds): void {
    const { pause, postcopy } = this;
    if (postcopy !== null && sample.dirtySyncCount >= postcopy.dirtySyncCount) postcopy.start();
    if (pause !== null && isDue(pause.plan, sample, now)) pause.stop(now);
  }

  /** One function for all seconds. */
  private readonly sampleEachSecond = (now: Nanoseconds): void => {
    this.sample(now);
    this.clock.schedule(ns(now + SAMPLE_NS), this.sampleEachSecond);
  };

  private sample(poll: Nanoseconds): void {
    this.clock.work.spend(kindsOfWork.seconds, SAMPLE_WORK);
    if (!this.keepsAnswers) return;
    const cpuWork = KEPT_CPU_WORK + KEPT_VCPU_WORK * (this.cpu?.vcpus ?? 1);
    this.clock.work.spend(kindsOfWork.samples, cpuWork);
    this.cpu?.sample(poll / NS_PER_MS, this.cpuSamples);
    this.clock.work.spend(kindsOfWork.samples, KEPT_ANSWER_WORK);
    this.samples.add(this.query(poll / NS_PER_MS));
  }

  private keep(answer: ProgressSample): void {
    if (!this.keepsAnswers) return;
    this.clock.work.spend(kindsOfWork.samples, KEPT_ANSWER_WORK);
    this.history.push(answer);
  }
}

function isDue(plan: PausePlan, { dirtySyncCount }: ProgressSample, now: Nanoseconds): boolean {
  return plan.at === 'iterations'
    ? dirtySyncCount >= plan.iterations
    : now >= plan.seconds * NS_PER_S;
}

/** Limits in nanoseconds from guestperf's flags. */
export function monitorLimits(maxIterations: number, maxTimeSeconds: number): MonitorLimits {
  return { maxIterations, maxTime: ns(maxTimeSeconds * NS_PER_S) };
}

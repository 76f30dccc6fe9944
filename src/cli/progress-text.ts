/** What is done, and in how long. */
interface Pace {
  readonly doneHere: number;
  readonly elapsedMs: number;
  /** Whether the total is a guess. */
  readonly isAbout?: boolean;
}

/** How far long work is, how fast, and how long it still takes: "40 of 72 runs, 85/s, 3 s left". */
export function progressText(
  done: number,
  total: number,
  { doneHere, elapsedMs, isAbout = false }: Pace,
): string {
  const perSecond = (doneHere / elapsedMs) * 1000;
  const rate = perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1);
  const left = durationText((total - done) / perSecond);
  return isAbout
    ? `${done} of about ${total} runs, ${rate}/s, about ${left} left`
    : `${done} of ${total} runs, ${rate}/s, ${left} left`;
}

/** Seconds as a person says them: "45 s", "3 min 20 s", "2 h 5 min". */
function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const firstDelay = 300;
const longestDelay = 15_000;

/** Milliseconds before the next try: doubles from 0.3 s to 15 s, spread so that thousands of widgets do not return at once. */
export function backoff(failures: number, random: number): number {
  return Math.round(Math.min(longestDelay, firstDelay * 2 ** failures) * (0.5 + random / 2));
}

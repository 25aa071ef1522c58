const first = 500
const longest = 20_000

/** Waiting times that double, with jitter so that a restarted server is not met by everyone at once. */
export class Backoff {
  #attempt = 0

  next(): number {
    const ceiling = Math.min(longest, first * 2 ** this.#attempt++)
    return ceiling / 2 + Math.random() * (ceiling / 2)
  }

  reset(): void {
    this.#attempt = 0
  }
}

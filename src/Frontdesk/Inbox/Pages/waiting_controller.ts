import { Controller } from '@hotwired/stimulus'

const longAfter = 2 * 60_000
const lateAfter = 10 * 60_000

/** Lets a waiting customer turn amber and then red. */
export default class extends Controller<HTMLElement> {
  #timer = 0

  override connect(): void {
    this.#timer = window.setInterval(() => this.#show(), 15_000)
  }

  override disconnect(): void {
    window.clearInterval(this.#timer)
  }

  #show(): void {
    const since = this.element.querySelector('time')?.dateTime
    if (!since) return
    const waited = Date.now() - new Date(since).getTime()
    this.element.dataset.level = waited >= lateAfter ? 'late' : waited >= longAfter ? 'long' : 'calm'
  }
}

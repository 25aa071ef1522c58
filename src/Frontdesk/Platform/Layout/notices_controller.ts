import { Controller } from '@hotwired/stimulus'
import { applyStream } from './script/fetching'
import { live } from './script/live'

const together = 1500
const atMost = 100

/** Says on every page of the dashboard that something has ended elsewhere; what ends within a moment is said in one sentence. */
export default class extends Controller<HTMLElement> {
  static override values = { events: String, key: String, address: String }
  declare readonly eventsValue: string
  declare readonly keyValue: string
  declare readonly addressValue: string
  #ended = new Set<string>()
  #timer = 0
  #stops: (() => void)[] = []

  override connect(): void {
    this.#stops = this.eventsValue.split(' ').map(name => live.events(name, ({ data }) => this.#note(String(data[this.keyValue])), () => {}))
  }

  override disconnect(): void {
    for (const stop of this.#stops) stop()
    window.clearTimeout(this.#timer)
  }

  #note(id: string): void {
    this.#ended.add(id)
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#say(), together)
  }

  #say(): void {
    const ids = [...this.#ended].slice(0, atMost)
    this.#ended.clear()
    void applyStream(`${this.addressValue}?ids=${ids.join(',')}`)
  }
}

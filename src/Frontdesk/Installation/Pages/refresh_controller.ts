import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'

/** Fetches the page anew every few seconds while somebody looks at it and is not in the middle of something. */
export default class extends Controller<HTMLElement> {
  static override values = { seconds: { type: Number, default: 5 } }
  declare readonly secondsValue: number
  #timer: number | undefined

  override connect(): void {
    this.#timer = window.setInterval(() => this.#refresh(), this.secondsValue * 1000)
  }

  override disconnect(): void {
    window.clearInterval(this.#timer)
  }

  #refresh(): void {
    if (document.hidden || document.querySelector('dialog[open]') || this.element.contains(document.activeElement)) return
    Turbo.renderStreamMessage('<turbo-stream action="refresh"></turbo-stream>')
  }
}

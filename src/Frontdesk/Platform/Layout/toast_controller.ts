import { Controller } from '@hotwired/stimulus'
import { forget } from './script/cookies'

const readingTime = 6000

/** Stays long enough to be read, longer while the pointer rests on it. */
export default class extends Controller<HTMLElement> {
  #timer = 0

  override connect(): void {
    forget('fd_flash')
    this.#timer = window.setInterval(() => { if (!this.element.matches(':hover, :focus-within')) this.close() }, readingTime)
  }

  override disconnect(): void {
    window.clearInterval(this.#timer)
  }

  close(): void {
    this.element.remove()
  }
}

import { Controller } from '@hotwired/stimulus'
import { live, type LiveState } from './script/live'

const words: Record<LiveState, string> = { connecting: 'Connecting…', open: 'Live', offline: 'Reconnecting…', closed: 'Not connected', ended: 'Signed out' }

/** Shows whether the page hears what happens, and leaves it when its session is over. */
export default class extends Controller<HTMLElement> {
  static override targets = ['text']
  declare readonly textTarget: HTMLElement
  #stop?: () => void

  override connect(): void {
    this.#stop = live.watch(state => this.#show(state))
    live.connect()
  }

  override disconnect(): void {
    this.#stop?.()
  }

  #show(state: LiveState): void {
    this.element.dataset.state = state
    this.element.title = words[state]
    this.textTarget.textContent = words[state]
    if (state === 'ended') leave()
  }
}

/** By a load of its own, so that nothing of what was seen stays in this tab's memory. */
function leave(): void {
  window.location.replace(`/sign-in?return_to=${encodeURIComponent(location.pathname + location.search)}`)
}

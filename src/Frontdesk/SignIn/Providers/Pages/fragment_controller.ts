import { Controller } from '@hotwired/stimulus'

/** Moves a token from the address's fragment, which no server and no log sees, into the form, and out of the address bar. */
export default class extends Controller {
  static override targets = ['field']
  declare readonly fieldTarget: HTMLInputElement

  override connect(): void {
    if (location.hash.length < 2) return
    this.fieldTarget.value = location.hash.slice(1)
    history.replaceState(history.state, '', location.pathname + location.search)
  }
}

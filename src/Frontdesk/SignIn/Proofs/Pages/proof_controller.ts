import { Controller } from '@hotwired/stimulus'

/**
 * Moves the token of a mailed link from the address into the form. It stands behind the "#", which browsers send to nobody,
 * and leaves the address bar before anything else is loaded.
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['token', 'missing', 'rest']
  declare readonly tokenTarget: HTMLInputElement
  declare readonly missingTarget: HTMLElement
  declare readonly restTargets: HTMLElement[]

  override connect(): void {
    this.#take()
    window.addEventListener('hashchange', this.#take)
  }

  override disconnect(): void {
    window.removeEventListener('hashchange', this.#take)
  }

  #take = (): void => {
    const token = window.location.hash.slice(1)
    if (token.startsWith('fdv_')) {
      this.tokenTarget.value = token
      window.history.replaceState(window.history.state, '', window.location.pathname)
    }
    const missing = this.tokenTarget.value === ''
    this.missingTarget.hidden = !missing
    for (const element of this.restTargets) element.hidden = missing
  }
}

import { Controller } from '@hotwired/stimulus'

const kept = 'invitation'

/**
 * Takes the token out of the address, where history and screenshots would keep it, and shows it to the server. It waits in
 * this tab's storage for whoever has to sign in first.
 */
export default class extends Controller {
  static override targets = ['lookup', 'token', 'over']
  declare readonly hasLookupTarget: boolean
  declare readonly lookupTarget: HTMLFormElement
  declare readonly tokenTarget: HTMLInputElement

  override connect(): void {
    const token = location.hash.slice(1) || sessionStorage.getItem(kept)
    if (!this.hasLookupTarget || !token) return
    sessionStorage.setItem(kept, token)
    history.replaceState(history.state, '', location.pathname)
    this.tokenTarget.value = token
    this.lookupTarget.requestSubmit()
  }

  overTargetConnected(): void {
    sessionStorage.removeItem(kept)
  }
}

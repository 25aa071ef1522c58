import { Controller, type ActionEvent } from '@hotwired/stimulus'
import { forget, remember } from './script/cookies'

/** System, light or dark; the cookie lets the server render the choice without a flash. */
export default class extends Controller {
  static override targets = ['choice']
  declare readonly choiceTargets: HTMLElement[]

  choose(event: ActionEvent): void {
    const name = event.params.name as string
    document.documentElement.classList.remove('theme-light', 'theme-dark')
    if (name === 'system') forget('fd_theme')
    else {
      document.documentElement.classList.add(`theme-${name}`)
      remember('fd_theme', name)
    }
    for (const choice of this.choiceTargets) choice.setAttribute('aria-pressed', String(choice.dataset.themeNameParam === name))
  }
}

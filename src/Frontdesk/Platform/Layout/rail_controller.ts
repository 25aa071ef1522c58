import { Controller } from '@hotwired/stimulus'
import { forget, remember } from './script/cookies'

/** Folds the rail to its icons and remembers it. */
export default class extends Controller {
  toggle(): void {
    const narrow = document.documentElement.classList.toggle('rail-narrow')
    if (narrow) remember('fd_rail', 'narrow')
    else forget('fd_rail')
  }
}

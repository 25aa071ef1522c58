import { Controller } from '@hotwired/stimulus'

/** Shows or hides the details beside conversations. What fits by itself differs by width, so the choice is the opposite of what is seen. */
export default class extends Controller {
  toggle(): void {
    const panel = document.querySelector<HTMLElement>('.context')
    if (!panel) return
    const visible = panel.offsetParent !== null
    document.documentElement.classList.toggle('context-hidden', visible)
    document.documentElement.classList.toggle('context-shown', !visible)
  }
}

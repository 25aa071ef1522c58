import { Controller } from '@hotwired/stimulus'

/** Copies the text and says so on the button itself. */
export default class extends Controller {
  static override targets = ['text', 'word']
  declare readonly textTarget: HTMLElement
  declare readonly wordTarget: HTMLElement

  async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.textTarget.textContent ?? '')
    this.wordTarget.textContent = 'Copied'
    window.setTimeout(() => { this.wordTarget.textContent = 'Copy' }, 2000)
  }
}

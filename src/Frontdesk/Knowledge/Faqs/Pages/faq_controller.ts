import { Controller } from '@hotwired/stimulus'
import { applyResponse } from '../../../Platform/Layout/script/fetching'

/** Shows an answer as visitors will see it, and counts the phrasings. */
export default class extends Controller<HTMLElement> {
  static override targets = ['answer', 'preview', 'toggle', 'phrasings', 'count']
  static override values = { preview: String }
  declare readonly answerTarget: HTMLTextAreaElement
  declare readonly previewTarget: HTMLElement
  declare readonly toggleTarget: HTMLElement
  declare readonly phrasingsTarget: HTMLTextAreaElement
  declare readonly countTarget: HTMLElement
  declare readonly previewValue: string

  override connect(): void {
    this.count()
  }

  async preview(): Promise<void> {
    const shown = this.previewTarget.hidden
    if (shown) {
      const body = new URLSearchParams({ answer: this.answerTarget.value })
      const response = await fetch(this.previewValue, { method: 'POST', body, headers: { accept: 'text/vnd.turbo-stream.html' }, credentials: 'same-origin' }).catch(() => null)
      if (!response || !await applyResponse(response)) return
    }
    this.previewTarget.hidden = !shown
    this.toggleTarget.setAttribute('aria-expanded', String(shown))
  }

  count(): void {
    const lines = this.phrasingsTarget.value.split('\n').map(line => line.trim().toLowerCase()).filter(Boolean)
    const distinct = new Set(lines).size
    const twice = lines.length - distinct
    this.countTarget.textContent = lines.length === 0 ? '' : `${distinct} ${distinct === 1 ? 'phrasing' : 'phrasings'}${twice ? `, ${twice} written twice` : ''}${distinct > 50 ? ' – at most 50 are kept' : ''}`
  }
}

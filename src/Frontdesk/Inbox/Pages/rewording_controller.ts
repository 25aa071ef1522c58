import { Controller } from '@hotwired/stimulus'
import { applyResponse, postForm } from '../../Platform/Layout/script/fetching'

/** A sent message being put into other words, in its place: Enter saves, Escape leaves it as it was. */
export default class extends Controller<HTMLElement> {
  static override targets = ['words', 'form', 'input', 'problem']
  declare readonly wordsTarget: HTMLElement
  declare readonly formTarget: HTMLFormElement
  declare readonly inputTarget: HTMLTextAreaElement
  declare readonly problemTarget: HTMLElement

  edit(): void {
    this.#show(true)
    this.inputTarget.focus()
    this.inputTarget.setSelectionRange(this.inputTarget.value.length, this.inputTarget.value.length)
  }

  cancel(): void {
    if (this.formTarget.hidden) return
    this.formTarget.reset()
    this.#show(false)
    this.element.querySelector<HTMLElement>('.message-menu .menu-trigger')?.focus()
  }

  key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    this.formTarget.requestSubmit()
  }

  async save(event: Event): Promise<void> {
    event.preventDefault()
    event.stopPropagation()
    if (this.inputTarget.value.trim() === this.inputTarget.defaultValue.trim()) return this.cancel()
    const response = await postForm(this.formTarget).catch(() => null)
    if (response && await applyResponse(response)) return
    const words = response?.headers.get('content-type')?.startsWith('text/plain') ? await response.text() : ''
    this.problemTarget.textContent = words || 'This was not saved. Check your connection and try again.'
    this.problemTarget.hidden = false
  }

  #show(editing: boolean): void {
    this.formTarget.hidden = !editing
    this.wordsTarget.hidden = editing
    this.problemTarget.hidden = true
  }
}

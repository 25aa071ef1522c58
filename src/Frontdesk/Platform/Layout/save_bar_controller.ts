import { Controller } from '@hotwired/stimulus'

/** Shows the save bar of a form once something differs, and asks before leaving with changes. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['bar']
  declare readonly barTarget: HTMLElement
  #saved = ''
  #submitting = false

  override connect(): void {
    this.#saved = this.barTarget.hidden ? this.#fields() : ''
    this.element.addEventListener('input', this.#compare)
    this.element.addEventListener('submit', this.#submitted)
    document.addEventListener('turbo:before-visit', this.#leave)
    window.addEventListener('beforeunload', this.#leave)
  }

  override disconnect(): void {
    this.element.removeEventListener('input', this.#compare)
    this.element.removeEventListener('submit', this.#submitted)
    document.removeEventListener('turbo:before-visit', this.#leave)
    window.removeEventListener('beforeunload', this.#leave)
  }

  reset(): void {
    // The fields go back after this event.
    window.setTimeout(() => {
      this.barTarget.hidden = true
      this.#saved = this.#fields()
      this.dispatch('reset')
    })
  }

  #compare = (): void => {
    this.barTarget.hidden = this.#fields() === this.#saved
  }

  #submitted = (): void => {
    this.#submitting = true
  }

  #leave = (event: Event): void => {
    if (this.#submitting || this.barTarget.hidden) return
    if (event.type === 'beforeunload' || !window.confirm('Leave without saving your changes?')) event.preventDefault()
  }

  #fields(): string {
    return new URLSearchParams([...new FormData(this.element)].map(([name, value]) => [name, String(value)])).toString()
  }
}

import { Controller } from '@hotwired/stimulus'
import { uuid7 } from '../../Platform/Layout/script/ids'

const typingEvery = 3000

/** Where the reply is written: Enter sends, what is typed survives leaving the conversation. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['input']
  static override values = { conversation: String }
  declare readonly inputTarget: HTMLTextAreaElement
  declare readonly conversationValue: string
  #typedAt = 0

  override connect(): void {
    if (!this.inputTarget.value) this.inputTarget.value = sessionStorage.getItem(this.#draft) ?? ''
  }

  key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    this.element.requestSubmit()
  }

  submit(event: Event): void {
    event.preventDefault()
    event.stopPropagation()
    const content = this.inputTarget.value.trim()
    if (!content) return
    this.dispatch('send', { detail: { id: uuid7(), content } })
    this.inputTarget.value = ''
    this.write()
    this.inputTarget.focus()
  }

  write(): void {
    const text = this.inputTarget.value
    if (text) sessionStorage.setItem(this.#draft, text)
    else sessionStorage.removeItem(this.#draft)
    if (!text) this.stopTyping()
    else if (Date.now() - this.#typedAt > typingEvery) this.#startTyping()
  }

  stopTyping(): void {
    if (this.#typedAt) this.dispatch('typing', { detail: { typing: false } })
    this.#typedAt = 0
  }

  #startTyping(): void {
    this.#typedAt = Date.now()
    this.dispatch('typing', { detail: { typing: true } })
  }

  get #draft(): string {
    return `draft:${this.conversationValue}`
  }
}

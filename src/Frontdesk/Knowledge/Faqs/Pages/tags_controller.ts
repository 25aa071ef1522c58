import { Controller } from '@hotwired/stimulus'

/** Tags as chips: the field is for typing one, a hidden field sends them all. Without script the field takes them separated by commas. */
export default class extends Controller<HTMLElement> {
  static override targets = ['input', 'chips']
  declare readonly inputTarget: HTMLInputElement
  declare readonly chipsTarget: HTMLElement
  #tags: string[] = []
  #sent = Object.assign(document.createElement('input'), { type: 'hidden' })

  override connect(): void {
    this.#sent.name = this.inputTarget.name || 'tags'
    this.inputTarget.removeAttribute('name')
    this.element.append(this.#sent)
    this.#take(this.inputTarget.value)
    this.inputTarget.addEventListener('keydown', this.#key)
    this.inputTarget.addEventListener('change', this.#leave)
    this.inputTarget.addEventListener('blur', this.#leave)
  }

  override disconnect(): void {
    this.inputTarget.removeEventListener('keydown', this.#key)
    this.inputTarget.removeEventListener('change', this.#leave)
    this.inputTarget.removeEventListener('blur', this.#leave)
    this.inputTarget.name = this.#sent.name
    this.inputTarget.value = this.#tags.join(', ')
    this.#sent.remove()
    this.chipsTarget.replaceChildren()
  }

  #key = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' && this.inputTarget.value.trim()) || event.key === ',') {
      event.preventDefault()
      this.#leave()
    } else if (event.key === 'Backspace' && !this.inputTarget.value) {
      this.#tags.pop()
      this.#show()
    }
  }

  #leave = (): void => this.#take(this.inputTarget.value)

  #take(text: string): void {
    for (const tag of text.split(',').map(part => part.trim()).filter(Boolean)) if (!this.#tags.includes(tag)) this.#tags.push(tag)
    this.inputTarget.value = ''
    this.#show()
  }

  #show(): void {
    this.#sent.value = this.#tags.join(',')
    this.chipsTarget.replaceChildren(...this.#tags.map(tag => this.#chip(tag)))
  }

  #chip(tag: string): HTMLElement {
    const item = document.createElement('li')
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'chip', textContent: `${tag} ×` })
    button.setAttribute('aria-label', `Remove ${tag}`)
    button.addEventListener('click', () => {
      this.#tags = this.#tags.filter(other => other !== tag)
      this.#show()
      this.inputTarget.focus()
    })
    item.append(button)
    return item
  }
}

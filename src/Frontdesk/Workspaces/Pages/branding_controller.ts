import { Controller } from '@hotwired/stimulus'

/** Puts the chosen colours on the whole page and the name on its sample, until they are saved or left. */
export default class extends Controller {
  static override targets = ['name', 'own', 'colors', 'primary', 'secondary', 'title']
  declare readonly nameTarget: HTMLInputElement
  declare readonly ownTarget: HTMLInputElement
  declare readonly colorsTarget: HTMLElement
  declare readonly primaryTarget: HTMLInputElement
  declare readonly secondaryTarget: HTMLInputElement
  declare readonly titleTarget: HTMLElement
  #wait?: ReturnType<typeof setTimeout>
  #trying?: HTMLLinkElement

  override connect(): void {
    this.colorsTarget.hidden = !this.ownTarget.checked
  }

  override disconnect(): void {
    clearTimeout(this.#wait)
    this.#trying?.remove()
  }

  show(event: Event): void {
    if (event.target === this.primaryTarget || event.target === this.secondaryTarget) this.ownTarget.checked = true
    this.colorsTarget.hidden = !this.ownTarget.checked
    this.titleTarget.textContent = this.nameTarget.value.trim() || 'Frontdesk'
    clearTimeout(this.#wait)
    this.#wait = setTimeout(() => this.#wear(), 60)
  }

  #wear(): void {
    const [primary, secondary] = this.ownTarget.checked ? [this.primaryTarget.value, this.secondaryTarget.value] : ['#3257d6', '#1f2430']
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = `/branding/colors/${primary.slice(1)}-${secondary.slice(1)}.css`
    const former = this.#trying
    link.addEventListener('load', () => former?.remove())
    document.head.append((this.#trying = link))
  }
}

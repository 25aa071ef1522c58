import { Controller } from '@hotwired/stimulus'

const gap = 4
const edge = 8

/** Puts an open popover beside its button and lets the arrow keys walk through it. */
export default class extends Controller<HTMLElement> {
  static override targets = ['trigger', 'list']
  static override values = { above: Boolean }
  declare readonly triggerTarget: HTMLElement
  declare readonly listTarget: HTMLElement
  declare readonly aboveValue: boolean

  override connect(): void {
    this.listTarget.addEventListener('keydown', this.#walk)
  }

  override disconnect(): void {
    this.listTarget.removeEventListener('keydown', this.#walk)
  }

  place(event: ToggleEvent): void {
    if (event.newState !== 'open') return
    const button = this.triggerTarget.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = this.listTarget
    const rightToLeft = getComputedStyle(this.element).direction === 'rtl'
    const fitsFromStart = rightToLeft ? button.right - width > edge : button.left + width < innerWidth - edge
    const left = fitsFromStart !== rightToLeft ? button.left : button.right - width
    const above = this.aboveValue || button.bottom + gap + height > innerHeight - edge
    const top = above ? button.top - gap - height : button.bottom + gap
    this.listTarget.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`
    this.listTarget.style.top = `${Math.max(edge, top)}px`
  }

  #walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const items = [...this.listTarget.querySelectorAll<HTMLElement>('a, button')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[(at + step + items.length) % items.length]?.focus()
  }
}

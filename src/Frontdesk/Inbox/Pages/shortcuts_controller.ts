import { Controller } from '@hotwired/stimulus'

/** The inbox by keyboard alone. */
export default class extends Controller<HTMLElement> {
  static override targets = ['filter']
  declare readonly filterTarget: HTMLInputElement

  press(event: KeyboardEvent): void {
    if (event.key === 'Escape' && isField(event.target)) return event.target.blur()
    if (isField(event.target) || event.metaKey || event.ctrlKey || event.altKey || document.querySelector('dialog[open]')) return
    const action = this.#actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  #actions: Record<string, () => void> = {
    j: () => this.#move(1),
    k: () => this.#move(-1),
    e: () => this.#click('[data-shortcut=resolve]'),
    t: () => this.#click('[data-shortcut=takeover]'),
    r: () => document.querySelector<HTMLElement>('.composer-input')?.focus(),
    '/': () => this.filterTarget.select(),
    '?': () => document.querySelector<HTMLDialogElement>('#shortcuts')?.showModal(),
  }

  #move(step: number): void {
    const links = [...this.element.querySelectorAll<HTMLElement>('.conversation-link')]
    const focused = links.indexOf(document.activeElement as HTMLElement)
    const from = focused >= 0 ? focused : links.findIndex(link => link.hasAttribute('aria-current'))
    const next = from < 0 ? 0 : Math.max(0, Math.min(links.length - 1, from + step))
    links[next]?.focus()
  }

  #click(selector: string): void {
    this.element.querySelector<HTMLElement>(selector)?.click()
  }
}

function isField(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

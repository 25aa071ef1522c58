import { Controller } from '@hotwired/stimulus'

/** Rows to do something with together: a box each, one for all, and a bar that says how many. */
export default class extends Controller<HTMLElement> {
  static override targets = ['one', 'all', 'bar', 'count']
  declare readonly oneTargets: HTMLInputElement[]
  declare readonly allTarget: HTMLInputElement
  declare readonly barTarget: HTMLElement
  declare readonly countTarget: HTMLElement
  declare readonly hasBarTarget: boolean

  oneTargetConnected(): void {
    this.changed()
  }

  oneTargetDisconnected(): void {
    this.changed()
  }

  toggle(): void {
    this.#set(this.allTarget.checked)
  }

  none(): void {
    this.#set(false)
  }

  changed(): void {
    if (!this.hasBarTarget) return
    const chosen = this.oneTargets.filter(box => box.checked).length
    this.barTarget.hidden = chosen === 0
    this.countTarget.textContent = chosen === 1 ? 'One document chosen' : `${chosen} documents chosen`
    this.allTarget.checked = chosen > 0 && chosen === this.oneTargets.length
    this.allTarget.indeterminate = chosen > 0 && chosen < this.oneTargets.length
  }

  #set(checked: boolean): void {
    for (const box of this.oneTargets) box.checked = checked
    this.changed()
  }
}

import { Controller } from '@hotwired/stimulus'

/** The list: filters apply when they are chosen, and what is ticked is done together. */
export default class extends Controller<HTMLElement> {
  static override targets = ['bulk', 'count', 'page', 'row', 'all', 'delete']
  declare readonly bulkTarget: HTMLFormElement
  declare readonly countTarget: HTMLElement
  declare readonly pageTarget: HTMLInputElement
  declare readonly rowTargets: HTMLInputElement[]
  declare readonly hasBulkTarget: boolean
  declare readonly hasPageTarget: boolean
  declare readonly allTarget: HTMLInputElement
  declare readonly hasAllTarget: boolean

  filter(event: Event): void {
    if (event.target instanceof HTMLSelectElement) event.target.form?.requestSubmit()
  }

  page(): void {
    for (const row of this.rowTargets) row.checked = this.pageTarget.checked
    this.count()
  }

  count(): void {
    if (!this.hasBulkTarget || !this.hasPageTarget) return
    const chosen = this.rowTargets.filter(row => row.checked).length
    const all = this.hasAllTarget && this.allTarget.checked
    this.bulkTarget.hidden = chosen === 0
    this.pageTarget.checked = chosen === this.rowTargets.length
    this.pageTarget.indeterminate = chosen > 0 && chosen < this.rowTargets.length
    this.countTarget.textContent = all ? 'All chosen' : `${chosen} chosen`
    if (chosen === 0 && this.hasAllTarget) this.allTarget.checked = false
  }
}

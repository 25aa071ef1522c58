import { Controller } from '@hotwired/stimulus'

/** Shows the parts of a form that the chosen option needs; what is hidden is not sent. */
export default class extends Controller {
  static override targets = ['choice', 'part']
  declare readonly choiceTarget: HTMLSelectElement
  declare readonly partTargets: HTMLFieldSetElement[]

  override connect(): void {
    this.show()
  }

  show(): void {
    for (const part of this.partTargets) {
      const wanted = (part.dataset.for ?? '').split(' ').includes(this.choiceTarget.value)
      part.hidden = !wanted
      part.disabled = !wanted
    }
  }
}

import { Controller } from '@hotwired/stimulus'

/** Opens the dialog it names. */
export default class extends Controller {
  static override values = { dialog: String }
  declare readonly dialogValue: string

  open(): void {
    document.querySelector<HTMLDialogElement>(`#${CSS.escape(this.dialogValue)}`)?.showModal()
  }
}

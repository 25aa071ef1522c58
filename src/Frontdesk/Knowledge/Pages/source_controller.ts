import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../Platform/Layout/script/live'

/** Shows a source anew when its reading begins or ends. */
export default class extends Controller<HTMLElement> {
  static override values = { id: String }
  declare readonly idValue: string
  #stop?: () => void

  override connect(): void {
    this.#stop = live.events('document:', ({ event, data }) => { if (data.document_id === this.idValue && event !== 'document:processing') this.#reload() }, () => this.#reload())
  }

  override disconnect(): void {
    this.#stop?.()
  }

  /** Not under an open dialog or menu: what a person does is not taken away. */
  #reload(): void {
    if (!document.querySelector('dialog[open], :popover-open')) Turbo.visit(location.href, { action: 'replace' })
  }
}

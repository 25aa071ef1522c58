import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../Platform/Layout/script/live'

/** Shows a source anew when its reading begins or ends. */
export default class extends Controller<HTMLElement> {
  static override values = { id: String, waiting: Boolean }
  declare readonly idValue: string
  declare readonly waitingValue: boolean
  #stop?: () => void
  #look: number | undefined

  override connect(): void {
    this.#stop = live.events('document:', ({ event, data }) => { if (data.document_id === this.idValue && event !== 'document:processing') this.#reload() }, () => this.#reload())
    // What ended between the server's answer and now was not heard.
    if (this.waitingValue) this.#look = window.setTimeout(() => this.#reload(), 1_000)
  }

  override disconnect(): void {
    this.#stop?.()
    window.clearTimeout(this.#look)
  }

  /** Not under an open dialog or menu: what a person does is not taken away. */
  #reload(): void {
    window.clearTimeout(this.#look)
    if (!document.querySelector('dialog[open], :popover-open')) Turbo.visit(location.href, { action: 'replace' })
  }
}

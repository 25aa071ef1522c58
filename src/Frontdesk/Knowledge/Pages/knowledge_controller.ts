import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../Platform/Layout/script/live'
import { applyStream } from '../../Platform/Layout/script/fetching'

/** Follows documents while they are read. */
export default class extends Controller<HTMLElement> {
  #stop?: () => void

  override connect(): void {
    this.#stop = live.events('document:', ({ data }) => void this.#refresh(String(data.document_id)), () => this.#reload())
  }

  override disconnect(): void {
    this.#stop?.()
  }

  /** Only rows that stand here; another chatbot's document is none of this page's business. */
  async #refresh(id: string): Promise<void> {
    if (document.getElementById(`source_${id}`)) await applyStream(`/knowledge/rows/${id}`)
  }

  #reload(): void {
    if (document.getElementById('sources')) Turbo.visit(location.href, { action: 'replace' })
  }
}

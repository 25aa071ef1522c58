import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../Platform/Layout/script/live'
import { applyStream, coalesced } from '../../Platform/Layout/script/fetching'

/** Follows documents while they are read. */
export default class extends Controller<HTMLElement> {
  static override targets = ['source']
  #changed = new Set<string>()
  #missed = new Set<string>()
  #stop?: () => void

  override connect(): void {
    this.#stop = live.events('document:', ({ data }) => this.#note(String(data.document_id)), () => this.#reload())
  }

  override disconnect(): void {
    this.#stop?.()
  }

  /** A small file is read before the answer to its upload has put its row here. */
  sourceTargetConnected(row: HTMLElement): void {
    const id = row.id.replace('source_', '')
    if (this.#missed.delete(id)) this.#note(id)
  }

  /** Only rows that stand here; another chatbot's document is none of this page's business. */
  #note(id: string): void {
    if (!document.getElementById(`source_${id}`)) return void this.#missed.add(id)
    this.#changed.add(id)
    void this.#refresh()
  }

  #refresh = coalesced(async () => {
    const ids = [...this.#changed]
    this.#changed.clear()
    await Promise.all(ids.map(id => applyStream(`/knowledge/rows/${id}`)))
  })

  #reload(): void {
    if (document.getElementById('sources')) Turbo.visit(location.href, { action: 'replace' })
  }
}

import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../Platform/Layout/script/live'
import { applyStream, coalesced } from '../../Platform/Layout/script/fetching'

/** Follows documents while they are read. */
export default class extends Controller<HTMLElement> {
  static override targets = ['source']
  declare readonly sourceTargets: HTMLElement[]
  #changed = new Set<string>()
  #missed = new Set<string>()
  #stop?: () => void

  override connect(): void {
    this.#stop = live.events('document:', ({ data }) => this.#note(String(data.document_id)), () => this.#reload())
    this.look()
    this.#showTab()
  }

  override disconnect(): void {
    this.#stop?.()
  }

  /** What ended between the server's answer and its rendering here was not heard. */
  look(): void {
    for (const row of this.sourceTargets) if (row.dataset.waiting) this.#note(row.id.replace('source_', ''))
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

  /** On a narrow screen the current tab may stand beyond the edge. */
  #showTab(): void {
    const tab = this.element.querySelector('.tab[aria-current]')
    const tabs = tab?.parentElement
    if (tab && tabs) tabs.scrollLeft += Math.max(0, tab.getBoundingClientRect().right - tabs.getBoundingClientRect().right)
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

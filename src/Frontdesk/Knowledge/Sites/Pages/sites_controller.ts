import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../../Platform/Layout/script/live'
import { applyStream } from '../../../Platform/Layout/script/fetching'

/** Follows websites while they are read. */
export default class extends Controller<HTMLElement> {
  static override values = { whole: Boolean }
  declare readonly wholeValue: boolean
  #stop?: () => void

  override connect(): void {
    this.#stop = live.events('crawl:', ({ event, data }) => this.#heard(event, data), () => this.#reload())
  }

  override disconnect(): void {
    this.#stop?.()
  }

  #heard(event: string, data: Record<string, unknown>): void {
    const row = document.getElementById(`site_${String(data.source_id)}`)
    if (!row) return
    const bar = row.querySelector('progress')
    if (event !== 'crawl:progress' || !bar) return this.#refresh(String(data.source_id))
    const [found, processed] = [Number(data.pages_found), Number(data.pages_processed)]
    bar.max = Math.max(found, processed, 1)
    bar.value = processed
    row.querySelector('[data-sites-target=count]')!.textContent = `${processed} of ${found}`
    row.querySelector('[data-sites-target=current]')!.textContent = String(data.current_url ?? '')
  }

  /** The page of one website shows far more than its row. */
  #refresh(id: string): void {
    if (this.wholeValue) this.#reload()
    else void applyStream(`/knowledge/sites/${id}/row`)
  }

  /** Nobody loses what they have typed into the settings. */
  #reload(): void {
    if (!this.element.querySelector('form :focus')) Turbo.visit(location.href, { action: 'replace' })
  }
}

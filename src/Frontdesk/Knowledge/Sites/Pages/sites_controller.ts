import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { live } from '../../../Platform/Layout/script/live'
import { applyStream } from '../../../Platform/Layout/script/fetching'

const betweenLooks = 2_000

/** Follows websites while they are read. */
export default class extends Controller<HTMLElement> {
  static override values = { whole: Boolean }
  declare readonly wholeValue: boolean
  #stop?: () => void
  #look: number | undefined
  #looking = false
  #again = false

  override connect(): void {
    this.#stop = live.events('crawl:', ({ event, data }) => this.#heard(event, data), () => this.#reload())
    // What ended between the server's answer and now was not heard.
    for (const bar of this.element.querySelectorAll<HTMLElement>('.site progress')) this.#lookSoon(bar.closest('.site')!.id.replace('site_', ''))
  }

  override disconnect(): void {
    this.#stop?.()
    window.clearTimeout(this.#look)
    this.#look = undefined
    this.#again = false
  }

  /** Nobody loses what they have typed into the settings. */
  keep(event: Event): void {
    if (this.#looking && event.target instanceof HTMLFormElement) event.preventDefault()
  }

  looked(): void {
    this.#looking = false
    if (!this.#again) return
    this.#again = false
    this.#reload()
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
    if (this.wholeValue) this.#lookSoon(String(data.source_id))
  }

  /** Pages appear in the list as they are found, and not each with a request of its own. */
  #lookSoon(id: string): void {
    if (!this.wholeValue) return this.#refresh(id)
    this.#look ??= window.setTimeout(() => {
      this.#look = undefined
      this.#reload()
    }, betweenLooks)
  }

  /** The page of one website shows far more than its row. */
  #refresh(id: string): void {
    if (this.wholeValue) this.#reload()
    else void applyStream(`/knowledge/sites/${id}/row`)
  }

  /** One at a time: Turbo breaks off a visit for the next. */
  #reload(): void {
    if (this.#looking) return void (this.#again = true)
    this.#looking = true
    Turbo.visit(location.href, { action: 'replace' })
  }
}

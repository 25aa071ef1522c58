import { Controller } from '@hotwired/stimulus'
import { live } from '../../Platform/Layout/script/live'
import { applyStream, coalesced } from '../../Platform/Layout/script/fetching'

/** Keeps the list of conversations true and marks the open one. */
export default class extends Controller<HTMLElement> {
  static override targets = ['list', 'row']
  static override values = { open: String, view: String, query: String }
  declare readonly listTarget: HTMLElement
  declare readonly rowTargets: HTMLElement[]
  declare openValue: string
  declare readonly viewValue: string
  declare readonly queryValue: string
  #changed = new Set<string>()
  #stop?: () => void

  override connect(): void {
    this.opened()
    this.#stop = live.inbox(frame => this.#note(String(frame.data.conversation_id)), () => void this.#reload())
  }

  override disconnect(): void {
    this.#stop?.()
  }

  /** Shows the choice at once, before the conversation has come. */
  pick(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    this.openValue = (event.currentTarget as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id ?? ''
  }

  /** A conversation was opened in the frame, by a click, a key or going back. */
  opened(): void {
    this.openValue = /\/inbox\/([0-9a-f-]{36})/.exec(location.pathname)?.[1] ?? ''
  }

  openValueChanged(): void {
    this.element.toggleAttribute('data-open', this.openValue !== '')
    for (const row of this.rowTargets) this.#mark(row)
  }

  rowTargetConnected(row: HTMLElement): void {
    this.#mark(row)
  }

  #mark(row: HTMLElement): void {
    const link = row.querySelector('a')
    if (row.dataset.id === this.openValue) link?.setAttribute('aria-current', 'true')
    else link?.removeAttribute('aria-current')
  }

  #note(id: string): void {
    this.#changed.add(id)
    void this.#fetchChanged()
  }

  #fetchChanged = coalesced(async () => {
    const ids = [...this.#changed]
    this.#changed.clear()
    await Promise.all(ids.map(id => applyStream(`/inbox/rows/${id}?${this.#filter}`)))
  })

  /** The socket was away: rows may have come and gone, so the list is read again and the rest of the page stays as it is. */
  async #reload(): Promise<void> {
    const response = await fetch(`/inbox?${this.#filter}`, { credentials: 'same-origin' })
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    for (const id of ['rows', 'inbox_views']) {
      const fresh = page.getElementById(id)
      if (fresh) document.getElementById(id)?.replaceWith(fresh)
    }
  }

  get #filter(): URLSearchParams {
    const filter = new URLSearchParams({ view: this.viewValue })
    if (this.queryValue) filter.set('q', this.queryValue)
    return filter
  }
}

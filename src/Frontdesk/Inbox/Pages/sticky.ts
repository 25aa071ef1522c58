const closeEnough = 48

/** Stays at the newest line unless the reader scrolled up; then a pill says that there is more. */
export class StickyScroll {
  #scroller: HTMLElement
  #pill: HTMLElement
  #atBottom = true
  #resized: ResizeObserver

  constructor(scroller: HTMLElement, pill: HTMLElement) {
    this.#scroller = scroller
    this.#pill = pill
    scroller.addEventListener('scroll', this.#scrolled, { passive: true })
    this.#resized = new ResizeObserver(() => { if (this.#atBottom) this.toBottom() })
    this.#resized.observe(scroller)
    this.toBottom()
  }

  stop(): void {
    this.#scroller.removeEventListener('scroll', this.#scrolled)
    this.#resized.disconnect()
  }

  grew(): void {
    if (this.#atBottom) this.toBottom()
    else this.#pill.hidden = false
  }

  toBottom(): void {
    this.#atBottom = true
    this.#pill.hidden = true
    this.#scroller.scrollTop = this.#scroller.scrollHeight
  }

  /** Holds the distance to the end when lines come in at the top of the thread. */
  keepPlace(thread: HTMLElement): void {
    const { scrollHeight, scrollTop } = this.#scroller
    const observer = new MutationObserver(() => {
      this.#scroller.scrollTop = scrollTop + this.#scroller.scrollHeight - scrollHeight
      this.#pill.hidden = true
      observer.disconnect()
    })
    this.#atBottom = false
    observer.observe(thread, { childList: true })
  }

  #scrolled = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller
    this.#atBottom = scrollHeight - scrollTop - clientHeight < closeEnough
    if (this.#atBottom) this.#pill.hidden = true
  }
}

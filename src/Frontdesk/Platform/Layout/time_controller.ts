import { Controller } from '@hotwired/stimulus'

const everyQuarterMinute = 15_000
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** Keeps "5m" true while the page stays open and shows the reader's own time zone. */
export default class extends Controller<HTMLTimeElement> {
  static override values = { mode: String }
  declare readonly modeValue: string
  #timer = 0

  override connect(): void {
    this.element.title = absolute.format(this.#at)
    this.#show()
    if (this.modeValue !== 'clock') this.#timer = window.setInterval(() => this.#show(), everyQuarterMinute)
  }

  override disconnect(): void {
    window.clearInterval(this.#timer)
  }

  #show(): void {
    const words = (this.modeValue === 'clock' ? onTheClock : this.modeValue === 'waited' ? lasting : relative)(this.#at)
    if (this.element.textContent !== words) this.element.textContent = words
  }

  get #at(): Date {
    return new Date(this.element.dateTime)
  }
}

function relative(at: Date): string {
  const minutes = (Date.now() - at.getTime()) / 60_000
  if (minutes < .75) return 'now'
  if (minutes < 60) return `${Math.max(1, Math.floor(minutes))}m`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h`
  if (minutes < 7 * 24 * 60) return `${Math.floor(minutes / (24 * 60))}d`
  return (minutes < 300 * 24 * 60 ? day : date).format(at)
}

function lasting(since: Date): string {
  const minutes = Math.floor((Date.now() - since.getTime()) / 60_000)
  if (minutes < 1) return 'under 1 min'
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (24 * 60))} days`
}

function onTheClock(at: Date): string {
  const today = at.toDateString() === new Date().toDateString()
  return (today ? clock.format(at) : dayAndClock.format(at)).replace(',', '')
}

/**
 * The page's one socket to /api/v1/realtime. It outlives Turbo visits; controllers subscribe while their element is there.
 * Frames are hints: what they announce is read back through the pages' own addresses.
 */
import { Backoff } from './backoff'

export type Frame = { event: string, data: Record<string, unknown> }
export type LiveState = 'connecting' | 'open' | 'offline' | 'closed' | 'ended'
export type Cursor = { seq: number, change: number }
type Handler = (frame: Frame) => void
type Unsubscribe = () => void

type Subscription = {
  /** What is sent to the server each time the socket opens; null for what it sends unasked. */
  request: (() => Record<string, unknown>) | null
  matches: (frame: Frame) => boolean
  handle: Handler
  /** Called when the socket is back: frames may have been missed. */
  refresh: () => void
}

const sessionEnded = 4409
const notAuthenticated = 4401
const notPermitted = 4403
const beatEvery = 25_000
const silenceMeansLost = 60_000

class Live {
  #socket: WebSocket | null = null
  #subscriptions = new Set<Subscription>()
  #watchers = new Set<(state: LiveState) => void>()
  #backoff = new Backoff()
  #timer: number | undefined
  #wasOpen = false
  #beat: number | undefined
  #heardAt = 0
  state: LiveState = 'connecting'

  connect(): void {
    if (this.#socket || this.#timer) return
    this.#open()
  }

  /** The network is back: no need to wait for the next try. */
  hurry(): void {
    if (this.#timer) this.#open()
  }

  watch(watcher: (state: LiveState) => void): Unsubscribe {
    this.#watchers.add(watcher)
    watcher(this.state)
    return () => this.#watchers.delete(watcher)
  }

  /** "Conversation X changed", for every conversation the member may see. */
  inbox(handle: Handler, refresh: () => void): Unsubscribe {
    return this.#subscribe({ request: () => ({ inbox: true }), matches: frame => frame.event === 'conversation:changed', handle, refresh })
  }

  /** Everything that happens in one conversation after the cursor. */
  conversation(id: string, cursor: () => Cursor, handle: Handler, refresh: () => void): Unsubscribe {
    return this.#subscribe({
      request: () => ({ conversation_id: id, ...cursor() }),
      matches: frame => frame.data.conversation_id === id && frame.event !== 'conversation:changed',
      handle,
      refresh,
    })
  }

  /** Frames the server sends to every page of the member, by the start of their name. */
  events(prefix: string, handle: Handler, refresh: () => void): Unsubscribe {
    return this.#subscribe({ request: null, matches: frame => frame.event.startsWith(prefix), handle, refresh })
  }

  send(event: string, data: Record<string, unknown>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ event, data }))
  }

  #subscribe(subscription: Subscription): Unsubscribe {
    this.#subscriptions.add(subscription)
    if (subscription.request) this.send('subscribe', subscription.request())
    return () => this.#unsubscribe(subscription)
  }

  #unsubscribe(subscription: Subscription): void {
    this.#subscriptions.delete(subscription)
    if (!subscription.request) return
    const { seq: _seq, change: _change, ...topic } = subscription.request()
    const stillWanted = [...this.#subscriptions].some(other => sameTopic(other, topic))
    if (!stillWanted) this.send('unsubscribe', topic)
  }

  #open(): void {
    window.clearTimeout(this.#timer)
    this.#timer = undefined
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/realtime`)
    this.#socket = socket
    socket.addEventListener('open', () => this.#opened())
    socket.addEventListener('message', message => this.#received(String(message.data)))
    socket.addEventListener('close', close => { if (socket === this.#socket) this.#closed(close.code) })
  }

  #opened(): void {
    this.#backoff.reset()
    this.#become('open')
    this.#heardAt = Date.now()
    this.#beat = window.setInterval(() => this.#listen(), beatEvery)
    for (const { request } of this.#subscriptions) if (request) this.send('subscribe', request())
    if (this.#wasOpen) for (const { refresh } of [...this.#subscriptions]) refresh()
    this.#wasOpen = true
  }

  /** A laptop that slept keeps a socket that looks open and hears nothing. */
  #listen(): void {
    if (Date.now() - this.#heardAt < silenceMeansLost) return this.send('ping', {})
    this.#socket?.close()
    this.#closed(0)
  }

  #received(text: string): void {
    this.#heardAt = Date.now()
    const frame = JSON.parse(text) as Frame
    for (const subscription of [...this.#subscriptions]) if (subscription.matches(frame)) subscription.handle(frame)
  }

  #closed(code: number): void {
    this.#socket = null
    window.clearInterval(this.#beat)
    if (code === sessionEnded || code === notAuthenticated) return this.#become('ended')
    if (code === notPermitted) return this.#become('closed') // the next page asks again
    this.#become('offline')
    this.#timer = window.setTimeout(() => this.#open(), this.#backoff.next())
  }

  #become(state: LiveState): void {
    this.state = state
    for (const watcher of this.#watchers) watcher(state)
  }
}

function sameTopic(subscription: Subscription, topic: Record<string, unknown>): boolean {
  const request = subscription.request?.()
  return !!request && request.inbox === topic.inbox && request.conversation_id === topic.conversation_id
}

export const live = new Live()
window.addEventListener('online', () => live.hurry())

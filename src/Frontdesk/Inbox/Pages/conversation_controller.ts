import { Controller } from '@hotwired/stimulus'
import { live, type Cursor, type Frame } from '../../Platform/Layout/script/live'
import { applyResponse, applyStream, coalesced, postForm } from '../../Platform/Layout/script/fetching'
import { PendingMessages } from './pending'
import { UnfinishedWords } from './unfinished'
import { StickyScroll } from './sticky'

const typingLasts = 6000

/** One open conversation: hears what happens, asks the server for the new lines and keeps the reader's place. */
export default class extends Controller<HTMLElement> {
  static override targets = ['scroller', 'thread', 'tail', 'message', 'line', 'header', 'typing', 'pill']
  static override values = { id: String }
  declare readonly scrollerTarget: HTMLElement
  declare readonly threadTarget: HTMLElement
  declare readonly tailTarget: HTMLElement
  declare readonly headerTarget: HTMLElement
  declare readonly typingTarget: HTMLElement
  declare readonly pillTarget: HTMLElement
  declare readonly idValue: string
  #pending!: PendingMessages
  #unfinished!: UnfinishedWords
  #scroll!: StickyScroll
  #stop?: () => void
  #typingTimer = 0

  override initialize(): void {
    this.#pending = new PendingMessages(() => this.tailTarget)
    this.#unfinished = new UnfinishedWords(() => this.tailTarget)
  }

  override connect(): void {
    this.#scroll = new StickyScroll(this.scrollerTarget, this.pillTarget)
    this.#stop = live.conversation(this.idValue, () => this.#cursor, frame => this.#heard(frame), () => void this.#update())
  }

  override disconnect(): void {
    this.#stop?.()
    this.#scroll.stop()
    window.clearTimeout(this.#typingTimer)
  }

  messageTargetConnected(message: HTMLElement): void {
    this.#pending.stored(message.dataset.clientId ?? '')
    this.#unfinished.finished(message.id)
    if (message.classList.contains('message-customer')) this.#showTyping(false)
    this.#scroll?.grew()
  }

  lineTargetConnected(): void {
    this.#scroll?.grew()
  }

  toBottom(): void {
    this.#scroll.toBottom()
  }

  /** Earlier messages are about to come in above: what is being read must not move. */
  keepPlace(): void {
    this.#scroll.keepPlace(this.threadTarget)
  }

  async send({ target, detail: { id, content } }: CustomEvent<{ id: string, content: string }>): Promise<void> {
    const form = target as HTMLFormElement
    const fields = new FormData(form)
    fields.set('client_message_id', id)
    fields.set('content', content)
    this.#pending.show(id, content, () => void this.#post(form, fields, id))
    this.#scroll.toBottom()
    await this.#post(form, fields, id)
  }

  typing({ detail: { typing } }: CustomEvent<{ typing: boolean }>): void {
    live.send(typing ? 'typing:start' : 'typing:stop', { conversation_id: this.idValue })
  }

  /** The id stays the same over retries, so that a message whose answer was lost is not stored twice. */
  async #post(form: HTMLFormElement, fields: FormData, id: string): Promise<void> {
    const response = await postForm(form, fields).catch(() => null)
    if (response?.status === 409) await this.#lost(form, fields, id, await response.text())
    else if (!response?.ok) this.#pending.failed(id)
    else if (!await applyResponse(response)) await this.#update()
  }

  /** Somebody else has the word now. What was typed goes back into the reply box, for when it is theirs again. */
  async #lost(form: HTMLFormElement, fields: FormData, id: string, reason: string): Promise<void> {
    const input = form.querySelector('textarea')!
    input.value = [String(fields.get('content')), input.value].filter(Boolean).join('\n')
    input.dispatchEvent(new Event('input', { bubbles: true }))
    this.#pending.refused(id, `${reason} Your text is kept in the reply box.`)
    await this.#update()
  }

  #heard(frame: Frame): void {
    if (frame.event === 'typing:start') this.#showTyping(true)
    else if (frame.event === 'typing:stop') this.#showTyping(false)
    else if (frame.event === 'message:streaming') this.#stream(frame)
    else if (frame.event === 'message:delivered') this.#receipts(Number(frame.data.seq), 'delivered', 'Delivered')
    else if (frame.event === 'message:read') this.#receipts(Number(frame.data.seq), 'read', 'Read')
    else void this.#update()
  }

  #stream({ data }: Frame): void {
    if (data.cancelled) return this.#unfinished.finished(`message_${String(data.message_id)}`)
    this.#unfinished.add(String(data.message_id), Number(data.offset), String(data.chunk))
    this.#scroll.grew()
  }

  /** How far the visitor has come; what was read is not told as delivered again. */
  #receipts(seq: number, receipt: string, words: string): void {
    for (const mark of this.threadTarget.querySelectorAll<HTMLElement>('[data-receipt]:not([data-receipt=read])')) {
      if (Number(mark.closest<HTMLElement>('[data-seq]')?.dataset.seq) > seq) continue
      mark.dataset.receipt = receipt
      mark.title = words
      mark.ariaLabel = words
    }
  }

  #showTyping(shown: boolean): void {
    window.clearTimeout(this.#typingTimer)
    this.typingTarget.hidden = !shown
    if (!shown) return
    this.#typingTimer = window.setTimeout(() => this.#showTyping(false), typingLasts)
    this.#scroll.grew()
  }

  #update = coalesced(() => applyStream(`/inbox/${this.idValue}/updates?after=${this.#cursor.seq}&changed_after=${this.#cursor.change}`))

  /** The header is replaced with each answer, so what it says is what the page has shown. */
  get #cursor(): Cursor {
    return { seq: Number(this.headerTarget.dataset.seq), change: Number(this.headerTarget.dataset.change) }
  }
}

/** An answer while it is being written, until the stored message takes its place. */
export class UnfinishedWords {
  #tail: () => HTMLElement
  #bubbles = new Map<string, HTMLElement>()
  #finished = new Set<string>()

  constructor(tail: () => HTMLElement) {
    this.#tail = tail
  }

  /** Ignores a chunk that does not continue what is shown: it was missed or came twice. */
  add(messageId: string, offset: number, chunk: string): void {
    const id = `message_${messageId}`
    if (this.#finished.has(id)) return
    const shown = this.#bubbles.get(id)
    if (offset !== (shown?.textContent?.length ?? 0)) return
    const bubble = shown ?? this.#start(id)
    bubble.append(chunk)
  }

  finished(id: string): void {
    this.#finished.add(id)
    this.#bubbles.get(id)?.closest('.message')?.remove()
    this.#bubbles.delete(id)
  }

  #start(id: string): HTMLElement {
    const message = Object.assign(document.createElement('article'), { className: 'message message-bot message-unfinished' })
    const bubble = Object.assign(document.createElement('p'), { className: 'bubble bubble-plain', dir: 'auto' })
    message.append(bubble)
    this.#bubbles.set(id, bubble)
    this.#tail().prepend(message)
    return bubble
  }
}

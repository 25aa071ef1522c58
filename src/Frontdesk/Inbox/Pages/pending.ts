/** Messages that were written and are not stored yet, shown at once below the thread. */
export class PendingMessages {
  #tail: () => HTMLElement
  #bubbles = new Map<string, HTMLElement>()

  constructor(tail: () => HTMLElement) {
    this.#tail = tail
  }

  show(id: string, content: string, retry: () => void): void {
    const message = document.createElement('article')
    message.className = 'message message-agent message-pending'
    const bubble = Object.assign(document.createElement('p'), { className: 'bubble bubble-plain', dir: 'auto', textContent: content })
    message.append(bubble, this.#failure(message, retry))
    this.#bubbles.set(id, message)
    this.#tail().append(message)
  }

  failed(id: string): void {
    this.#bubbles.get(id)?.classList.add('message-failed')
  }

  /** For good: the words stay with the reason until the page is left. */
  refused(id: string, reason: string): void {
    const message = this.#bubbles.get(id)
    const line = message?.querySelector('.message-failure')
    if (line) line.textContent = reason
    line?.setAttribute('role', 'alert')
    message?.classList.add('message-failed')
  }

  stored(id: string): void {
    this.#bubbles.get(id)?.remove()
    this.#bubbles.delete(id)
  }

  #failure(message: HTMLElement, retry: () => void): HTMLElement {
    const line = Object.assign(document.createElement('p'), { className: 'message-failure' })
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: 'Try again' })
    button.addEventListener('click', () => {
      message.classList.remove('message-failed')
      retry()
    })
    line.append('Not sent. ', button)
    return line
  }
}

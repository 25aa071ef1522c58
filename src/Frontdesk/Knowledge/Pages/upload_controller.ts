import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { applyText } from '../../Platform/Layout/script/fetching'

const atOnce = 2

/** Sends several files, two at a time, each with its own bar. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['input', 'list']
  declare readonly inputTarget: HTMLInputElement
  declare readonly listTarget: HTMLElement
  #waiting: Upload[] = []
  #running = 0

  chosen(): void {
    this.#add(this.inputTarget.files)
    this.inputTarget.value = ''
  }

  over(event: DragEvent): void {
    event.preventDefault()
    this.element.dataset.over = 'true'
  }

  out(): void {
    delete this.element.dataset.over
  }

  dropped(event: DragEvent): void {
    event.preventDefault()
    this.out()
    this.#add(event.dataTransfer?.files ?? null)
  }

  #add(files: FileList | null): void {
    const fields = new FormData(this.element)
    fields.delete('file')
    for (const file of files ?? []) this.#queue(new Upload(file, this.element.action, fields, again => this.#queue(again)))
    this.#next()
  }

  #queue(upload: Upload): void {
    this.listTarget.append(upload.element)
    const refusal = refusalOf(upload.file, this.inputTarget.dataset.limits ?? '')
    if (refusal) return upload.refuse(refusal)
    this.#waiting.push(upload)
    this.#next()
  }

  #next(): void {
    while (this.#running < atOnce && this.#waiting.length) {
      this.#running++
      void this.#waiting.shift()!.send().finally(() => {
        this.#running--
        this.#next()
      })
    }
  }
}

class Upload {
  readonly element = document.createElement('li')
  #request = new XMLHttpRequest()
  #cancelled = false
  #actions = Object.assign(document.createElement('span'), { className: 'upload-actions' })
  #bar = document.createElement('progress')
  #state = Object.assign(document.createElement('span'), { className: 'upload-state', textContent: 'Waiting' })

  constructor(readonly file: File, readonly address: string, readonly fields: FormData, readonly queue: (upload: Upload) => void) {
    this.element.className = 'upload-item'
    this.#bar.className = 'progress progress-accent'
    this.#bar.max = 100
    this.#bar.value = 0
    this.#bar.setAttribute('aria-label', `Uploading ${file.name}`)
    const name = Object.assign(document.createElement('span'), { className: 'truncate', textContent: file.name })
    this.#actions.append(this.#state, button('Cancel', () => this.cancel()))
    this.element.append(name, this.#actions, this.#bar)
  }

  cancel(): void {
    this.#cancelled = true
    this.#request.abort()
    this.element.remove()
  }

  /** Said before a byte is sent. */
  refuse(words: string): void {
    this.#bar.remove()
    this.#state.textContent = words
    this.element.dataset.failed = 'true'
    this.#actions.replaceChildren(this.#state, button('Dismiss', () => this.element.remove()))
  }

  send(): Promise<void> {
    if (this.#cancelled) return Promise.resolve()
    const request = this.#request
    request.open('POST', this.address)
    request.setRequestHeader('accept', 'text/vnd.turbo-stream.html, application/problem+json')
    request.upload.addEventListener('progress', event => this.#sent(event.loaded / event.total))
    return new Promise(resolve => {
      request.addEventListener('loadend', () => {
        this.#ended(request)
        resolve()
      })
      request.send(this.#body())
    })
  }

  #body(): FormData {
    const body = new FormData()
    for (const [name, value] of this.fields) body.append(name, value)
    body.append('file', this.file, this.file.name)
    return body
  }

  #sent(part: number): void {
    this.#bar.value = part * 100
    this.#state.textContent = part < 1 ? `${Math.round(part * 100)} %` : 'Storing…'
  }

  #ended(request: XMLHttpRequest): void {
    if (this.#cancelled) return
    if (request.status >= 200 && request.status < 300) {
      if (!applyText(request.responseText, request.getResponseHeader('content-type'))) Turbo.visit(location.href, { action: 'replace' })
      this.element.remove()
      return
    }
    this.refuse(problemOf(request))
    if (request.status === 0 || request.status >= 429) this.#actions.append(button('Try again', () => this.#again()))
  }

  #again(): void {
    this.element.remove()
    this.queue(new Upload(this.file, this.address, this.fields, this.queue))
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-quiet button-small', textContent: text })
  element.addEventListener('click', act)
  return element
}

/** What the server would say too, after all the bytes. Its limits are written as ".pdf:50 .txt:10". */
function refusalOf(file: File, limits: string): string | null {
  const limit = limits.split(' ').find(one => file.name.toLowerCase().endsWith(one.split(':')[0]!))
  if (file.size === 0) return 'This file is empty.'
  const megabytes = Number(limit?.split(':')[1] ?? 50)
  return file.size > megabytes * 1024 * 1024 ? `This file is larger than ${megabytes} MB. Split it and upload the parts.` : null
}

function problemOf(request: XMLHttpRequest): string {
  if (request.status === 0) return 'The connection was lost.'
  if (request.status === 413) return 'This file is too large.'
  try {
    const problem = JSON.parse(request.responseText) as { detail?: string, title?: string }
    return problem.detail ?? problem.title ?? 'The file was not accepted.'
  } catch {
    return 'The file was not accepted.'
  }
}

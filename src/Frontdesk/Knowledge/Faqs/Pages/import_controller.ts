import { Controller } from '@hotwired/stimulus'
import { applyResponse } from '../../../Platform/Layout/script/fetching'

/** Shows the first rows of a file and which column is taken for what, before anything is imported. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ['file', 'preview']
  static override values = { preview: String }
  declare readonly fileTarget: HTMLInputElement
  declare readonly previewTarget: HTMLElement
  declare readonly previewValue: string

  async chosen(): Promise<void> {
    this.previewTarget.replaceChildren()
    if (this.fileTarget.files?.length) await this.#show()
  }

  async mapped(): Promise<void> {
    await this.#show()
  }

  async #show(): Promise<void> {
    const response = await fetch(this.previewValue, { method: 'POST', body: new FormData(this.element), headers: { accept: 'text/vnd.turbo-stream.html' }, credentials: 'same-origin' }).catch(() => null)
    if (response) await applyResponse(response)
  }
}

import { Controller } from '@hotwired/stimulus'

/** Sends a form as soon as its file is chosen. */
export default class extends Controller<HTMLFormElement> {
  send(): void {
    this.element.requestSubmit()
  }
}

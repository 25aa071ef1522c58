import { Controller } from '@hotwired/stimulus'

/** A native dialog that also closes by a click beside it and before Turbo keeps the page. */
export default class extends Controller<HTMLDialogElement> {
  close(): void {
    if (this.element.open) this.element.close()
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.element) this.close()
  }
}

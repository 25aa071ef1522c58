import { Controller } from '@hotwired/stimulus'

/** Shows the launcher and the header as they will look. */
export default class extends Controller {
  static override targets = ['color', 'position', 'size', 'text', 'preview', 'words']
  declare readonly colorTarget: HTMLInputElement
  declare readonly positionTarget: HTMLSelectElement
  declare readonly sizeTarget: HTMLSelectElement
  declare readonly textTarget: HTMLInputElement
  declare readonly previewTarget: HTMLElement
  declare readonly wordsTarget: HTMLElement

  override connect(): void {
    this.show()
  }

  show(): void {
    const color = this.colorTarget.value
    this.previewTarget.style.setProperty('--preview', color)
    this.previewTarget.style.setProperty('--on-preview', textOn(color))
    this.previewTarget.dataset.position = this.positionTarget.value
    this.previewTarget.dataset.size = this.sizeTarget.value
    this.wordsTarget.textContent = this.textTarget.value
  }
}

/** Black or white, by WCAG contrast with the colour. */
function textOn(hex: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => linear(parseInt(hex.slice(at, at + 2), 16) / 255))
  const luminance = .2126 * r + .7152 * g + .0722 * b
  return 1.05 / (luminance + .05) >= (luminance + .05) / .05 ? '#fff' : '#000'
}

function linear(channel: number): number {
  return channel <= .04045 ? channel / 12.92 : ((channel + .055) / 1.055) ** 2.4
}

declare module '@hotwired/turbo' {
  export function visit(location: string, options?: { action?: 'advance' | 'replace' | 'restore', frame?: string }): void
  export function renderStreamMessage(message: string): void
  export const cache: { clear(): void }
  export const session: { drive: boolean }
  export const config: {
    drive: { progressBarDelay: number }
    forms: { confirm: (message: string, form: HTMLFormElement, submitter: HTMLElement | null) => Promise<boolean> | boolean }
  }
  /** Actions of `<turbo-stream action="…">`; `this` is the stream element. */
  export const StreamActions: Record<string, (this: StreamElement) => void>
  export interface StreamElement extends HTMLElement {
    readonly targetElements: Element[]
    readonly templateContent: DocumentFragment
  }
}

import * as Turbo from '@hotwired/turbo'

const streamType = 'text/vnd.turbo-stream.html'

/** Fetches a turbo-stream and applies it. Resolves to false when the server did not answer with one, or not at all: on reconnect the page asks again. */
export async function applyStream(url: string): Promise<boolean> {
  const response = await fetch(url, { headers: { accept: streamType }, credentials: 'same-origin' }).catch(() => null)
  return response !== null && applyResponse(response)
}

/** Posts a form's fields as Turbo would, so that the server may answer with a turbo-stream. */
export async function postForm(form: HTMLFormElement, fields: FormData = new FormData(form)): Promise<Response> {
  return fetch(form.action, { method: 'POST', body: new URLSearchParams([...textOf(fields)]), headers: { accept: `${streamType}, text/html` }, credentials: 'same-origin' })
}

export async function applyResponse(response: Response): Promise<boolean> {
  if (!response.ok || !response.headers.get('content-type')?.startsWith(streamType)) return false
  Turbo.renderStreamMessage(await response.text())
  await applied()
  return true
}

/** The same for an answer that did not come by fetch. */
export function applyText(text: string, contentType: string | null): boolean {
  if (!contentType?.startsWith(streamType)) return false
  Turbo.renderStreamMessage(text)
  return true
}

/** At most one run in flight; calls that arrive meanwhile lead to exactly one more. */
export function coalesced(run: () => Promise<unknown>): () => Promise<void> {
  let running = false
  let again = false
  return async function start(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        await run()
      } while (again)
    } finally {
      running = false
    }
  }
}

/** Turbo applies streams at the next repaint; a page that is not seen has none, hence the limit. */
function applied(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
    window.setTimeout(resolve, 100)
  })
}

function* textOf(fields: FormData): Generator<[string, string]> {
  for (const [name, value] of fields) if (typeof value === 'string') yield [name, value]
}

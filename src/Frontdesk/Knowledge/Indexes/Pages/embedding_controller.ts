import { Controller } from '@hotwired/stimulus'
import { live } from '../../../Platform/Layout/script/live'
import { applyStream, coalesced } from '../../../Platform/Layout/script/fetching'

/** Shows how far the embeddings of a chatbot's knowledge are. */
export default class extends Controller<HTMLElement> {
  static override values = { chatbot: String }
  declare readonly chatbotValue: string
  #stop?: () => void

  override connect(): void {
    this.#stop = live.events('knowledge:embedded', ({ data }) => { if (data.chatbot_id === this.chatbotValue) void this.#refresh() }, () => void this.#refresh())
  }

  override disconnect(): void {
    this.#stop?.()
  }

  #refresh = coalesced(() => applyStream(`/chatbots/${this.chatbotValue}/search/state`))
}

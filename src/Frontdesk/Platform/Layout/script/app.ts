import * as Turbo from '@hotwired/turbo'
import { confirmInDialog } from './confirm'
import { placeInOrder } from './place'

Turbo.config.drive.progressBarDelay = 250
Turbo.config.forms.confirm = confirmInDialog
Turbo.StreamActions.place = placeInOrder

// Pages before sign-in have no rail: whoever comes to one has left, and what Turbo kept of the pages before goes too.
document.addEventListener('turbo:load', () => { if (!document.querySelector('.shell')) Turbo.cache.clear() })

// A browser may show a page as it was left. Whether it may still be seen, the server says.
window.addEventListener('pageshow', event => { if (event.persisted) window.location.reload() })

import * as Turbo from '@hotwired/turbo'
import { confirmInDialog } from './confirm'
import { placeByTime } from './place'

Turbo.config.drive.progressBarDelay = 250
Turbo.config.forms.confirm = confirmInDialog
Turbo.StreamActions.place = placeByTime

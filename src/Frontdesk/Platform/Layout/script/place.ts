import type { StreamElement } from '@hotwired/turbo'

/**
 * `<turbo-stream action="place">` puts each element where its `data-at` (milliseconds, newest first) belongs,
 * taking the place of one with the same id. Late answers therefore cannot disturb the order.
 * Without `data-at` an element that is there stays where it is and a new one comes first.
 */
export function placeByTime(this: StreamElement): void {
  for (const list of this.targetElements) {
    for (const element of [...this.templateContent.children]) placeIn(list, element as HTMLElement)
  }
}

function placeIn(list: Element, element: HTMLElement): void {
  const present = document.getElementById(element.id)
  if (!element.dataset.at) {
    if (present) present.replaceWith(element)
    else list.prepend(element)
    return
  }
  const next = [...list.children].find(other => other !== present && at(other) <= at(element)) ?? null
  if (present?.parentElement === list && present.nextElementSibling === next) present.replaceWith(element)
  else {
    present?.remove()
    list.insertBefore(element, next)
  }
}

function at(element: Element): number {
  return Number((element as HTMLElement).dataset.at ?? 0)
}

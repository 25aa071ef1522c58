import type { StreamElement } from '@hotwired/turbo'

/**
 * `<turbo-stream action="place">` puts each element where its `data-place` (a number, the greatest first) belongs,
 * taking the place of one with the same id. Late answers therefore cannot disturb the order. Below a list that is cut off
 * nothing is known, so what would come last there is left out.
 * Without `data-place` an element that is there stays where it is and a new one comes first.
 */
export function placeInOrder(this: StreamElement): void {
  for (const list of this.targetElements) {
    for (const element of [...this.templateContent.children]) placeIn(list, element as HTMLElement)
  }
}

function placeIn(list: Element, element: HTMLElement): void {
  const present = document.getElementById(element.id)
  if (!element.dataset.place) {
    if (present) present.replaceWith(element)
    else list.prepend(element)
    return
  }
  const next = [...list.children].find(other => other !== present && place(other) <= place(element)) ?? null
  if (!next && list.hasAttribute('data-cut') && present !== list.lastElementChild) return present?.remove()
  if (present?.parentElement === list && present.nextElementSibling === next) present.replaceWith(element)
  else {
    present?.remove()
    list.insertBefore(element, next)
  }
}

function place(element: Element): number {
  return Number((element as HTMLElement).dataset.place ?? 0)
}

const nearEnd = 80;

/** Stays at the end while the visitor is there, and in place when older messages come in above. */
export function follow(box: HTMLElement, moved: (away: boolean) => void): () => void {
  let pinned = true;
  let height = 0;
  let last = 0;
  let top: Element | null = null;
  const content = box.firstElementChild!;
  const settle = () => {
    const first = content.querySelector(".row");
    if (pinned) toEnd(box);
    else if (top && first !== top) box.scrollTop += box.scrollHeight - height;
    top = first;
    height = box.scrollHeight;
  };
  box.onscroll = () => {
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
    // Content that grew since the last scroll is no sign that the visitor has left the end; going up is.
    const stays = atEnd || (pinned && box.scrollTop >= last);
    last = box.scrollTop;
    if (stays !== pinned) moved(!stays);
    pinned = stays;
  };
  const sizes = new ResizeObserver(settle);
  sizes.observe(content);
  sizes.observe(box);
  return () => sizes.disconnect();
}

export function toEnd(box: Element): void {
  box.scrollTop = box.scrollHeight;
}

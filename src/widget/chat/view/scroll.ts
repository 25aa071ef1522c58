const nearEnd = 80;

/** Stays at the end while the visitor is there, and in place when older messages come in above. */
export function follow(box: HTMLElement, moved: (away: boolean) => void): () => void {
  let pinned = true;
  let height = 0;
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
    const end = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
    if (end !== pinned) moved(!end);
    pinned = end;
  };
  const sizes = new ResizeObserver(settle);
  sizes.observe(content);
  sizes.observe(box);
  return () => sizes.disconnect();
}

export function toEnd(box: Element): void {
  box.scrollTop = box.scrollHeight;
}

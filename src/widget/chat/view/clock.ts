/** "10:42", with the day in front when it was not today. */
export function clock(instant: string): string {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(document.documentElement.lang || undefined, {
    hour: "numeric", minute: "2-digit", ...(today ? {} : { day: "numeric", month: "short" }),
  });
}

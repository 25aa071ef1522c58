/** `shop.example` is that host alone, `*.example.org` any host below it; no entries means anywhere. */
export function isAllowed(hostname: string, allowed: string[]): boolean {
  return !allowed.length || allowed.some((entry) => {
    const pattern = entry.toLowerCase();
    return pattern.startsWith("*.") ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
  });
}

/** `shop.example` is that host alone, `*.example.org` any host below it; no entries means anywhere. */
export function isAllowed(hostname: string, allowed: string[]): boolean {
  const host = hostname.replace(/\.$/, ""); // "shop.example." is the same host to DNS
  return !allowed.length || allowed.some((entry) => (entry = entry.toLowerCase()).startsWith("*.") ? host.endsWith(entry.slice(1)) : host === entry);
}

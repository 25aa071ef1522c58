/** `shop.example` is that host alone, `*.example.org` any host below it; no entries means anywhere. */
export function isAllowed(hostname: string, allowed: string[]): boolean {
  const host = hostname.replace(/\.$/, ""); // "shop.example." is the same host to DNS
  return !allowed.length || allowed.some((entry) => {
    const pattern = entry.toLowerCase();
    return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : host === pattern;
  });
}

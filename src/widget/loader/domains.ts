/** `shop.example` is that host alone, `*.example.org` any host below it; no entries means anywhere. */
export function isAllowed(hostname: string, allowed: string[]): boolean {
  hostname = hostname.replace(/\.$/, ""); // "shop.example." is the same host to DNS
  return !allowed.length || allowed.some((entry) => {
    const pattern = entry.toLowerCase();
    return pattern[0] == "*" ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
  });
}

/** `shop.example` is that host alone, `*.example.org` any host below it; a port counts only where one is written. */
export function isAllowed(host: string, allowed: string[]): boolean {
  const written = host.toLowerCase();
  const bare = written.replace(/:\d+$/, "");
  return !allowed.length || allowed.some((entry) => {
    const pattern = entry.trim().toLowerCase();
    const here = /:\d+$/.test(pattern) ? written : bare;
    return pattern.startsWith("*.") ? here.endsWith(pattern.slice(1)) && here.length >= pattern.length : here === pattern;
  });
}

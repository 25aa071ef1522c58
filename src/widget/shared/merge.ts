type Tree = { [key: string]: unknown };

/** Applies a JSON merge patch (RFC 7396) and returns the new object; neither argument is changed. */
export function merge<T extends object>(target: T | undefined, patch: object): T {
  const merged: Tree = { ...(target as Tree | undefined) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (typeof value === "object" && !Array.isArray(value)) merged[key] = merge(merged[key] as Tree | undefined, value);
    else merged[key] = value;
  }
  return merged as T;
}

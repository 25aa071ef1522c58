import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part that most conversations never need: fetched when first shown. */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, ready] = useState(!!loaded);
    useEffect(() => {
      if (!loaded) load().then((module) => { loaded = module.default; ready(true); }, () => {});
    }, []);
    const Part = loaded;
    return Part ? <Part {...props} /> : null;
  };
}

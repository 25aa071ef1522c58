import { useEffect, useState } from "preact/hooks";
import type { Delivery } from "../delivery/machine";
import { t } from "../text/texts";

const patience = 2_000;

/** Says that the connection is gone, but only when it stays gone: most breaks are over before anyone noticed. */
export function Banner({ state }: { state: Delivery }) {
  const broken = !!state.session && (!state.online || (state.failures > 0 && state.link !== "live" && state.link !== "polling" && state.link !== "off"));
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!broken) return setLate(false);
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [broken]);
  return <div class={broken && late ? "banner on" : "banner"} role="status">{broken && late && t(state.online ? "reconnecting" : "offline")}</div>;
}

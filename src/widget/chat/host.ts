import type { PageContext, StoredState, ToFrame, ToHost } from "../shared/bridge";

export interface Opening {
  state: StoredState;
  context: PageContext;
  open: boolean;
}

/** The page around the frame: keeps the state, shows the badge. Without one (opened as a page) the chat lives in memory. */
export function connectHost(listen: (message: ToFrame) => void) {
  // Known to Chrome and Safari; elsewhere the server's `frame-ancestors` alone decides who may be the parent.
  let parentOrigin: string | undefined = location.ancestorOrigins?.[0];
  let opened = false;

  const opening = parent === window
    ? Promise.resolve<Opening>({ state: {}, context: {}, open: true })
    : new Promise<Opening>((resolve) => {
      addEventListener("message", ({ source, origin, data }: MessageEvent<ToFrame>) => {
        if (source !== parent || origin !== (parentOrigin ?? origin)) return;
        if (opened) return listen(data);
        if (data?.type !== "fd:init") return;
        parentOrigin = origin;
        opened = true;
        resolve(data);
      });
      // Carries nothing, so anyone may hear it; the answer tells the parent's origin, and all that follows goes only there.
      parent.postMessage({ type: "fd:ready" }, "*");
    });

  function tell(message: ToHost): void {
    if (opened) parent.postMessage(message, parentOrigin!);
  }

  return { opening, tell };
}
